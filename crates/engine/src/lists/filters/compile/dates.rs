//! Operations on when something was or will be.

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use linchpin_domain::calendar::{Now, Offset, Reference, Stretch, TimeOfDay, TimePoint, Unit, Zone};
use linchpin_domain::filter::{Comparison, Filter, Key, Kind, Moment, Span, Test};
use linchpin_domain::{ObjectTypeId, Property, Timestamp};

use super::{Compiler, FilterRefusal, Node, Result};

/// Whose moments are looked at.
struct Subject<'a> {
    property: &'a Property,
    /// When it was last set, instead of what it holds.
    update: bool,
}

/// The moments that pass.
type Bounds = (Bound<Timestamp>, Bound<Timestamp>);

/// One end of a range.
struct End<'a> {
    point: Node<'a>,
    inclusive: bool,
}

impl Compiler<'_> {
    /// An operation that compares with moments.
    pub(super) fn dated(
        &self,
        object_type: ObjectTypeId,
        property: &Property,
        name: &str,
        operation: Node<'_>,
    ) -> Result<Filter> {
        let operator = operation.text("operator")?;
        let update =
            name == "ROLLING_PROPERTY_UPDATED" || operation.opt_text("propertyParser") == Some("UPDATED_AT");
        let subject = Subject { property, update };
        let zone = self.definitions.zone();
        let now = if update { self.instant(zone) } else { self.now(property, zone) };
        match name {
            "TIME_POINT" => self.point(object_type, &subject, operation),
            "TIME_RANGED" => self.range(object_type, &subject, operation),
            "ROLLING_DATE_RANGE" => {
                let n_days = operation.int("numberOfDays")?;
                let n_days = if operator.ends_with("_AGO") { n_days.saturating_neg() } else { n_days };
                Ok(subject.within(rolling(operator, now.present(), now.in_days(n_days))))
            }
            "DATE" => {
                let date = TimePoint::date(
                    operation.int("year")?,
                    month(operation.text("month")?),
                    operation.int("day")?,
                    None,
                );
                let date = date.ok_or_else(no_date)?;
                Ok(subject.within(rolling(operator, now.present(), date.stretch(&now))))
            }
            "ROLLING_PROPERTY_UPDATED" => {
                let since = now.in_days(operation.int("numberOfDays")?.saturating_neg());
                let updated = subject.within((Included(since.first), Unbounded));
                Ok(if operator.starts_with("NOT_") { subject.set_and(updated.negated()) } else { updated })
            }
            "CALENDAR_DATE" => Ok(subject.within(calendar(operator, operation, &now)?)),
            "DATETIME" => {
                let at = Timestamp(operation.int("timestamp")?);
                let bounds = if operator == "IS_BEFORE" {
                    (Unbounded, Excluded(at))
                } else {
                    (Excluded(at), Unbounded)
                };
                Ok(subject.within(bounds))
            }
            "RANGED_DATE" => {
                let at = |name| operation.int(name).map(Timestamp);
                let within = subject.within((Included(at("lowerBound")?), Included(at("upperBound")?)));
                Ok(subject.unless_not(operator, within))
            }
            other => Err(FilterRefusal::Malformed(format!("There is no operation {other}"))),
        }
    }

    fn point(&self, object_type: ObjectTypeId, subject: &Subject<'_>, operation: Node<'_>) -> Result<Filter> {
        let inclusive = operation.opt_text("endpointBehavior") == Some("INCLUSIVE");
        let end = End { point: operation.node("timePoint"), inclusive };
        self.side(object_type, subject, &end, operation.text("operator")? == "IS_AFTER")
    }

    fn range(&self, object_type: ObjectTypeId, subject: &Subject<'_>, operation: Node<'_>) -> Result<Filter> {
        let end = |point: &str, behavior: &str| End {
            point: operation.node(point),
            inclusive: operation.opt_text(behavior) != Some("EXCLUSIVE"),
        };
        let lower = end("lowerBoundTimePoint", "lowerBoundEndpointBehavior");
        let upper = end("upperBoundTimePoint", "upperBoundEndpointBehavior");
        let within = Filter::All(vec![
            self.side(object_type, subject, &lower, true)?,
            self.side(object_type, subject, &upper, false)?,
        ]);
        Ok(subject.unless_not(operation.text("operator")?, within))
    }

    /// What lies after a moment, or before it.
    fn side(
        &self,
        object_type: ObjectTypeId,
        subject: &Subject<'_>,
        End { point, inclusive }: &End<'_>,
        after: bool,
    ) -> Result<Filter> {
        if point.opt_text("timeType") == Some("PROPERTY_REFERENCED") {
            let other = self.known(object_type, point.text("property")?)?.name.clone();
            let is_update = point.text("referenceType")? == "UPDATED_AT";
            let other = if is_update { Moment::Update(other) } else { Moment::Value(other) };
            return Ok(subject.compared(other, None, after, *inclusive));
        }
        let zone = zone(*point, self.definitions.zone())?;
        let now = if subject.update { self.instant(&zone) } else { self.now(subject.property, &zone) };
        let Stretch { first, end } = time_point(*point)?.stretch(&now);
        Ok(subject.within(match (after, inclusive) {
            (true, true) => (Included(first), Unbounded),
            (true, false) => (Included(end), Unbounded),
            (false, true) => (Unbounded, Excluded(end)),
            (false, false) => (Unbounded, Excluded(first)),
        }))
    }

    /// An operation that compares with another property.
    pub(super) fn compared(
        &self,
        object_type: ObjectTypeId,
        property: &Property,
        name: &str,
        operation: Node<'_>,
    ) -> Result<Filter> {
        let other = self.known(object_type, operation.text("comparisonPropertyName")?)?;
        let default = match operation.opt_text("defaultComparisonValue").filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => Some(Timestamp::parse(text).ok_or_else(|| {
                FilterRefusal::Malformed(format!("defaultComparisonValue {text:?} names no moment"))
            })?),
        };
        let subject = Subject { property, update: name == "COMPARATIVE_PROPERTY_UPDATED" };
        let after = operation.text("operator")? == "IS_AFTER";
        Ok(subject.compared(Moment::Value(other.name.clone()), default, after, false))
    }
}

impl Subject<'_> {
    fn within(&self, (lower, upper): Bounds) -> Filter {
        let name = self.property.name.clone();
        if self.update {
            return Filter::Updated(name, Span { lower, upper });
        }
        Filter::property(name, Kind::Instant, Test::Between(lower.map(Key::Instant), upper.map(Key::Instant)))
    }

    /// Turns a range around where the operator says so, for records that have a value.
    fn unless_not(&self, operator: &str, within: Filter) -> Filter {
        if operator == "IS_NOT_BETWEEN" { self.set_and(within.negated()) } else { within }
    }

    fn set_and(&self, filter: Filter) -> Filter {
        let known = Filter::property(self.property.name.clone(), Kind::of(self.property), Test::Known);
        Filter::All(vec![known, filter])
    }

    /// After another moment of the record, or before it.
    fn compared(&self, other: Moment, default: Option<Timestamp>, after: bool, or_equal: bool) -> Filter {
        let name = self.property.name.clone();
        let own = if self.update { Moment::Update(name) } else { Moment::Value(name) };
        let comparison = if after {
            Comparison { earlier: other, earlier_default: default, later: own, later_default: None, or_equal }
        } else {
            Comparison { earlier: own, earlier_default: None, later: other, later_default: default, or_equal }
        };
        Filter::Compare(comparison)
    }
}

/// What lies nearer to now than a moment, or further away, on its side of now.
fn rolling(operator: &str, now: Stretch, moment: Stretch) -> Bounds {
    match operator {
        "IS_LESS_THAN_X_DAYS_AGO" => (Included(moment.end), Excluded(now.end)),
        "IS_MORE_THAN_X_DAYS_AGO" => (Unbounded, Excluded(moment.first)),
        "IS_LESS_THAN_X_DAYS_FROM_NOW" => (Included(now.first), Excluded(moment.first)),
        _ => (Included(moment.end), Unbounded),
    }
}

fn calendar(operator: &str, operation: Node<'_>, now: &Now) -> Result<Bounds> {
    let unit = match operation.text("timeUnit")? {
        "DAY" => Unit::Day,
        "WEEK" => Unit::Week,
        "MONTH" => Unit::Month,
        "QUARTER" => Unit::Quarter,
        _ => Unit::Year,
    };
    let fiscal = operation.opt_text("fiscalYearStart").filter(|_| operation.flag("useFiscalYear"));
    let first_month = fiscal.map_or(1, |name| month(name) as i8);
    let count = operation.opt_int("timeUnitCount").unwrap_or(1);
    let units = |from, to| now.units(unit, first_month, from, to);
    let Stretch { first, end } = match operator {
        "IN_NEXT_TIME_UNIT" => units(1, count.saturating_add(1)),
        "IN_LAST_TIME_UNIT" => units(count.saturating_neg(), 0),
        "IN_THIS_TIME_UNIT_SO_FAR" => Stretch { end: now.present().end, ..units(0, 1) },
        _ => units(0, 1),
    };
    Ok((Included(first), Excluded(end)))
}

/// The number of a month by its English name in capitals; the grammar knows no others.
fn month(name: &str) -> i64 {
    let starts = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    starts.iter().position(|start| name.starts_with(start)).map_or(1, |at| at as i64 + 1)
}

/// The zone that a moment names, or that of the account.
fn zone(point: Node<'_>, of_account: &Zone) -> Result<Zone> {
    let own = point
        .opt_text("zoneId")
        .filter(|_| !matches!(point.opt_text("timezoneSource"), Some("PORTAL" | "USER")));
    match own {
        None => Ok(of_account.clone()),
        Some(name) => Zone::find(name)
            .ok_or_else(|| FilterRefusal::Malformed(format!("There is no time zone {name:?}"))),
    }
}

fn time_point(point: Node<'_>) -> Result<TimePoint> {
    if point.text("timeType")? == "DATE" {
        let time = time_of_day(point)?;
        let date = TimePoint::date(point.int("year")?, point.int("month")?, point.int("day")?, time);
        return date.ok_or_else(no_date);
    }
    let reference = point.node("indexReference");
    let mut offset = Offset::none();
    for unit in
        ["years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds"]
    {
        if let Some(amount) = point.node("offset").opt_int(unit) {
            offset = offset.add(unit, amount).ok_or_else(no_date)?;
        }
    }
    Ok(TimePoint::Indexed(self::reference(reference)?, offset, time_of_day(reference)?))
}

fn reference(node: Node<'_>) -> Result<Reference> {
    let within = |name: &'static str, last: i64| {
        let number = node.opt_int(name).unwrap_or(1);
        if (1..=last).contains(&number) { Ok(number) } else { Err(no_date()) }
    };
    Ok(match node.text("referenceType")? {
        "NOW" => Reference::Now,
        "TODAY" => Reference::Today,
        "WEEK" => Reference::week(node.text("dayOfWeek")?).ok_or_else(no_date)?,
        "MONTH" => Reference::Month(within("day", 31)?),
        // Fiscal years begin with January until accounts say when theirs do.
        "QUARTER" | "FISCAL_QUARTER" => Reference::Quarter(within("month", 3)?, within("day", 31)?),
        _ => Reference::Year(within("month", 12)?, within("day", 31)?),
    })
}

/// The time of day that something names, if it names any part of it.
fn time_of_day(node: Node<'_>) -> Result<Option<TimeOfDay>> {
    let parts = ["hour", "minute", "second", "millisecond"].map(|name| node.opt_int(name));
    if parts.iter().all(Option::is_none) {
        return Ok(None);
    }
    let [hour, minute, second, millisecond] = parts.map(Option::unwrap_or_default);
    TimeOfDay::new(hour, minute, second, millisecond).map(Some).ok_or_else(no_date)
}

fn no_date() -> FilterRefusal {
    FilterRefusal::Malformed("A time point names a moment that the calendar does not have".to_owned())
}
