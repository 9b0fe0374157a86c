//! Questions as queries of bare Tantivy, on the files of Linchpin's own index: what somebody would write who has them
//! and nothing else.

use std::ops::Bound;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use linchpin_domain::filter::{Key, Kind, Pattern, Word};
use linchpin_search::bare::in_column;
use tantivy::collector::sort_key::SortByStaticFastValue;
use tantivy::collector::{Count, SortKeyComputer, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, ExistsQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, Order, Searcher, SegmentReader, Term};

use super::{Asked, Operator, PAGE, Question, Sort, property};

/// An index that is read by Tantivy alone.
pub(crate) struct Bare {
    searcher: Searcher,
    terms: Field,
    tokens: Field,
    columns: Field,
}

/// A question in Tantivy's words.
pub(crate) struct BareQuestion {
    query: Box<dyn Query>,
    sort: Sort,
    kind: Kind,
}

impl Bare {
    /// Opens the index in a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let index =
            Index::open_in_dir(folder).with_context(|| format!("cannot open {}", folder.display()))?;
        let schema = index.schema();
        let field = |name| schema.get_field(name);
        Ok(Self {
            searcher: index.reader()?.searcher(),
            terms: field("terms")?,
            tokens: field("tokens")?,
            columns: field("columns")?,
        })
    }

    /// Translates a question.
    pub(crate) fn question(&self, question: &Question) -> Result<BareQuestion> {
        let group = |group: &Vec<Asked>| -> Result<Box<dyn Query>> {
            let mut all: Vec<_> = group.iter().map(|asked| self.query(asked)).collect::<Result<_>>()?;
            Ok(if all.len() == 1 { all.remove(0) } else { Box::new(BooleanQuery::intersection(all)) })
        };
        let mut any: Vec<_> = question.groups.iter().map(group).collect::<Result<_>>()?;
        let query = if any.len() == 1 { any.remove(0) } else { Box::new(BooleanQuery::union(any)) };
        let kind = Kind::of(property(question.sort.property)?);
        Ok(BareQuestion { query, sort: question.sort, kind })
    }

    /// How many documents match, and how many the first page has.
    pub(crate) fn find(&self, question: &BareQuestion) -> Result<(usize, usize)> {
        let top = TopDocs::with_limit(PAGE as usize);
        let column = column(question.sort.property);
        let order = if question.sort.descending { Order::Desc } else { Order::Asc };
        Ok(if question.kind.has_tokens() {
            let top = top.order_by_string_fast_field(column, order);
            let (total, page) = self.searcher.search(&question.query, &(Count, top))?;
            (total, page.len())
        } else {
            let top = top.order_by((ByColumn(SortByStaticFastValue::for_field(column)), order));
            let (total, page) = self.searcher.search(&question.query, &(Count, top))?;
            (total, page.len())
        })
    }

    fn query(&self, asked: &Asked) -> Result<Box<dyn Query>> {
        let exists = || -> Box<dyn Query> { Box::new(ExistsQuery::new(column(&asked.property.name), false)) };
        let fails = |query| but(exists(), query);
        let operand = asked.operand();
        Ok(match asked.operator {
            Operator::Eq => self.equal(asked, operand)?,
            Operator::Neq => fails(self.equal(asked, operand)?),
            Operator::Lt => self.range(asked, Bound::Unbounded, Bound::Excluded(operand))?,
            Operator::Lte => self.range(asked, Bound::Unbounded, Bound::Included(operand))?,
            Operator::Gt => self.range(asked, Bound::Excluded(operand), Bound::Unbounded)?,
            Operator::Gte => self.range(asked, Bound::Included(operand), Bound::Unbounded)?,
            Operator::Between => {
                let high = asked.operands.get(1).context("a range has two ends")?;
                self.range(asked, Bound::Included(operand), Bound::Included(high))?
            }
            Operator::In => self.one_of(asked)?,
            Operator::NotIn => fails(self.one_of(asked)?),
            Operator::HasProperty => exists(),
            Operator::NotHasProperty => but(Box::new(AllQuery), exists()),
            Operator::ContainsToken => self.token(asked, operand)?,
            Operator::NotContainsToken => fails(self.token(asked, operand)?),
        })
    }

    fn equal(&self, asked: &Asked, operand: &str) -> Result<Box<dyn Query>> {
        let text = match key(asked, operand)? {
            Key::Text(text) => text,
            Key::Number(number) => number.as_str().to_owned(),
            Key::Instant(instant) => instant.0.to_string(),
        };
        let term = term(self.terms, &asked.property.name, &text);
        Ok(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
    }

    fn one_of(&self, asked: &Asked) -> Result<Box<dyn Query>> {
        let any = asked.operands.iter().map(|operand| self.equal(asked, operand)).collect::<Result<_>>()?;
        Ok(Box::new(BooleanQuery::union(any)))
    }

    fn range(&self, asked: &Asked, low: Bound<&str>, high: Bound<&str>) -> Result<Box<dyn Query>> {
        let bound = |bound: Bound<&str>| -> Result<Bound<Term>> {
            Ok(match bound {
                Bound::Unbounded => Bound::Unbounded,
                Bound::Included(operand) => Bound::Included(self.value(asked, operand)?),
                Bound::Excluded(operand) => Bound::Excluded(self.value(asked, operand)?),
            })
        };
        Ok(Box::new(RangeQuery::new(bound(low)?, bound(high)?)))
    }

    /// What stands in a column for an operand.
    fn value(&self, asked: &Asked, operand: &str) -> Result<Term> {
        let mut term = Term::from_field_json_path(self.columns, &asked.property.name, false);
        let key = key(asked, operand)?;
        match (&key, in_column(&key)) {
            (Key::Text(text), _) => term.append_type_and_str(text),
            (_, Some(place)) => term.append_type_and_fast_value(place),
            (_, None) => bail!("{operand} stands in no column"),
        }
        Ok(term)
    }

    fn token(&self, asked: &Asked, operand: &str) -> Result<Box<dyn Query>> {
        let pattern = Pattern::parse(operand);
        // A word of nothing but a wildcard at the beginning asks for any token in front, which a mailbox always is.
        let words: Vec<_> =
            pattern.words().iter().skip_while(|word| word.parts().iter().all(String::is_empty)).collect();
        let name = &asked.property.name;
        let literal = |word: &Word| match word.parts() {
            [text] => Some(term(self.tokens, name, text)),
            _ => None,
        };
        let literals: Option<Vec<_>> = words.iter().map(|word| literal(word)).collect();
        match (words.as_slice(), literals) {
            ([], _) => bail!("{operand} has no word"),
            (_, Some(mut terms)) if terms.len() == 1 => {
                Ok(Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)))
            }
            (_, Some(terms)) => Ok(Box::new(PhraseQuery::new(terms))),
            ([word], None) => {
                // Terms are filed under the path, its end and the type of what follows.
                let pattern = format!("{name}\0s{}", word.parts().join(".*"));
                Ok(Box::new(RegexQuery::from_pattern(&pattern, self.tokens)?))
            }
            (_, None) => bail!("bare Tantivy has no query for {operand}"),
        }
    }
}

/// Those that match, but for those that match the other.
fn but(query: Box<dyn Query>, other: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::MustNot, other)]))
}

fn key(asked: &Asked, operand: &str) -> Result<Key> {
    asked.kind().key(operand).with_context(|| format!("{operand} is no value of {}", asked.property.name))
}

fn term(field: Field, property: &str, text: &str) -> Term {
    let mut term = Term::from_field_json_path(field, property, false);
    term.append_type_and_str(text);
    term
}

/// The column of a property, as Tantivy names those of a JSON field.
fn column(property: &str) -> String {
    format!("columns.{property}")
}

/// Tantivy's sort by a column of numbers, which it refuses to columns of a JSON field only in its check of the schema.
#[derive(Debug, Clone)]
struct ByColumn(SortByStaticFastValue<i64>);

impl SortKeyComputer for ByColumn {
    type SortKey = <SortByStaticFastValue<i64> as SortKeyComputer>::SortKey;
    type Child = <SortByStaticFastValue<i64> as SortKeyComputer>::Child;
    type Comparator = <SortByStaticFastValue<i64> as SortKeyComputer>::Comparator;

    fn segment_sort_key_computer(&self, segment: &SegmentReader) -> tantivy::Result<Self::Child> {
        self.0.segment_sort_key_computer(segment)
    }
}
