//! Calendar days.

use std::borrow::Cow;

use super::not_a_long;
use crate::{Code, Property, Timestamp, Violation};

/// Takes an ISO date, or an instant that is midnight UTC, and keeps the day.
pub(super) fn canonical<'a>(property: &Property, input: &'a str) -> Result<Cow<'a, str>, Violation> {
    let instant = Timestamp::parse(input).ok_or_else(|| not_a_long(property, input))?;
    let ms = instant.ms_of_day();
    if ms == 0 {
        let day = instant.to_date();
        return Ok(if day == input { Cow::Borrowed(input) } else { Cow::Owned(day) });
    }
    // Clients match this text; the recorded ones do not pad the parts (`20:36:1.954`, 2020 and 2021).
    let message = format!(
        "{instant} is at {hours}:{minutes}:{seconds}.{ms} UTC, not midnight!",
        instant = instant.0,
        hours = ms / 3_600_000,
        minutes = ms / 60_000 % 60,
        seconds = ms / 1000 % 60,
        ms = ms % 1000,
    );
    Err(Violation::of_value(&property.name, Code::InvalidDate, input, message))
}
