//! New records that are made after another one, as line items are after products.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use linchpin_domain::{Input, Properties, RecordId, object_type};
use linchpin_store::{properties_text, records};

use super::input::{self, Assignment};
use super::write::Context;
use super::{Values, scope};
use crate::{Engine, Result};

/// The values of the records that new ones are made after, where there are any.
pub(super) type Templates = Option<Arc<HashMap<RecordId, Properties>>>;

impl Engine {
    /// Reads the records that new ones with these values are made after; types without templates ask for none.
    ///
    /// They are read before the transaction: who changes a product meanwhile does so before or after the line item.
    pub(super) async fn prepare_templates<'v, 'a: 'v>(
        &self,
        context: &mut Context,
        new: impl Iterator<Item = &'v Values<'a>>,
    ) -> Result<()> {
        let Some(template) = &context.object_type().template else { return Ok(()) };
        let named = new.flatten().filter(|(name, _)| name == template.property);
        let mut ids: Vec<_> = named.filter_map(|(_, input)| RecordId::parse(input.as_str())).collect();
        let Some(object_type) = object_type::by_id(template.object_type).filter(|_| !ids.is_empty()) else {
            return Ok(());
        };
        ids.sort_unstable();
        ids.dedup();
        let scope = scope(context.principal.account, object_type, false);
        let found = records::read_many(&self.database, scope, &ids).await?;
        let mut templates = HashMap::with_capacity(ids.len());
        for record in found.into_iter().flatten() {
            templates.insert(record.id, properties_text::parse(&record.properties, object_type.usual)?);
        }
        context.templates = Some(Arc::new(templates));
        Ok(())
    }
}

/// What a new record takes over from the one that it is made after: the values that it is not given itself.
pub(super) fn taken_over(context: &Context, given: &[Assignment]) -> Vec<Assignment> {
    let (Some(template), Some(templates)) = (&context.object_type().template, &context.templates) else {
        return Vec::new();
    };
    let named = given.iter().find(|assignment| assignment.name == template.property);
    let id = named.and_then(|assignment| RecordId::parse(&assignment.value));
    let Some(values) = id.and_then(|id| templates.get(&id)) else { return Vec::new() };
    let is_given = |name: &str| given.iter().any(|assignment| assignment.name == name);
    let taken: Vec<_> = template
        .values
        .iter()
        .filter(|name| !is_given(name))
        .filter_map(|name| Some((Cow::Borrowed(*name), Input::Text(Cow::Borrowed(values.filled(name)?)))))
        .collect();
    // A value that the type does not allow, such as another choice, stays out.
    input::assignments(&context.schema, &taken, context.now, &mut Vec::new())
}
