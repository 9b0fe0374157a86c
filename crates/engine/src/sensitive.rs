//! Sensitive values: who may see and who may change them.
//!
//! This is the one gate through which everything goes that names properties on somebody's behalf.
//! A schema knows whether its type has such properties at all, so that nobody else pays for the question.

use linchpin_domain::DataSensitivity;

use crate::schema::TypeSchema;
use crate::{Error, Principal, Result};

/// What is told in place of sensitive values to those who learn only that they changed (documented).
pub(crate) const REDACTED: &str = "REDACTED";
/// Whoever administers the server may see and change everything.
const ADMIN: &[&str] = &["linchpin.admin"];

/// What somebody wants to do with values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// To see them, or to learn something of them: what records are found or ordered by counts too.
    See,
    /// To change them, or the definition of the property that holds them.
    Change,
}

impl TypeSchema {
    /// Refuses a caller who names live properties whose values it may not see, or not change.
    pub(crate) fn admit<'a>(
        &self,
        principal: &Principal,
        intent: Intent,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<()> {
        if !self.has_sensitive {
            return Ok(());
        }
        let properties = names.into_iter().filter_map(|name| self.get(name));
        self.admit_levels(principal, intent, properties.map(|property| property.data_sensitivity))
    }

    /// Refuses a caller who may not see, or not change, values of one of these sensitivities.
    pub(crate) fn admit_levels(
        &self,
        principal: &Principal,
        intent: Intent,
        levels: impl IntoIterator<Item = DataSensitivity>,
    ) -> Result<()> {
        let mut lacking = Vec::new();
        for scope in levels.into_iter().filter_map(|level| self.lacking(principal, intent, level)).flatten() {
            if !lacking.contains(scope) {
                lacking.push(*scope);
            }
        }
        if lacking.is_empty() { Ok(()) } else { Err(Error::MissingScopes(lacking)) }
    }

    /// Whether a caller may be shown the values of a property.
    pub(crate) fn shows(&self, principal: &Principal, name: &str) -> bool {
        // Values of archived properties stay as sensitive as they were.
        let level =
            || self.get_any(name).map_or(DataSensitivity::NonSensitive, |known| known.data_sensitivity);
        !self.has_sensitive || self.lacking(principal, Intent::See, level()).is_none()
    }

    /// Whether the values of a property are told to nobody who only learns of changes.
    pub(crate) fn redacts(&self, name: &str) -> bool {
        let known = || self.get_any(name);
        self.has_sensitive
            && known().is_some_and(|property| property.data_sensitivity != DataSensitivity::NonSensitive)
    }

    /// The scopes of which a caller needs one and has none; none where it may do what it wants.
    pub(crate) fn lacking(
        &self,
        principal: &Principal,
        intent: Intent,
        level: DataSensitivity,
    ) -> Option<&'static [&'static str]> {
        if level == DataSensitivity::NonSensitive || principal.scopes.allow_any(ADMIN) {
            return None;
        }
        let wanted = self.object_type.value_scopes(level).map_or(ADMIN, |scopes| match intent {
            Intent::See => scopes.read,
            Intent::Change => scopes.write,
        });
        (!principal.scopes.allow_any(wanted)).then_some(wanted)
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{AccountId, AppId, FieldType, Property, PropertyType, Timestamp, object_type};

    use super::*;
    use crate::schema::Rows;
    use crate::{Credential, Scopes};

    const SEE: &[&str] = &["crm.objects.contacts.sensitive.read.v2", "crm.objects.contacts.sensitive.read"];
    const SEE_MORE: &[&str] =
        &["crm.objects.contacts.highly_sensitive.read.v2", "crm.objects.contacts.highly_sensitive.read"];
    const CHANGE: &[&str] =
        &["crm.objects.contacts.sensitive.write.v2", "crm.objects.contacts.sensitive.write"];

    fn caller(scopes: &str) -> Principal {
        Principal {
            account: AccountId(1),
            app: AppId(2),
            credential: Credential::PrivateApp,
            user: None,
            scopes: Scopes::parse(scopes),
        }
    }

    fn schema(object_type: &str, levels: &[(&'static str, DataSensitivity)]) -> TypeSchema {
        let object_type = object_type::find(object_type).expect("it is a standard type");
        let mut schema = TypeSchema::new(object_type, 1, Rows::default()).expect("no rows, no damage");
        for (name, data_sensitivity) in levels {
            let property = Property::new(*name, "Label", "group", PropertyType::String, FieldType::Text);
            schema.put_property(Property { data_sensitivity: *data_sensitivity, ..property });
        }
        schema
    }

    fn contacts() -> TypeSchema {
        let levels = [
            ("plain", DataSensitivity::NonSensitive),
            ("passport", DataSensitivity::Sensitive),
            ("diagnosis", DataSensitivity::HighlySensitive),
        ];
        schema("contacts", &levels)
    }

    #[test]
    fn each_sensitivity_asks_for_a_scope_of_its_own() {
        let schema = contacts();
        let both = [SEE, SEE_MORE].concat();
        let high = "crm.objects.contacts.highly_sensitive.read";
        for (scopes, intent, names, lacking) in [
            ("crm.objects.contacts.read", Intent::See, &["plain", "email", "unknown"][..], &[][..]),
            ("crm.objects.contacts.read", Intent::See, &["plain", "passport", "passport"], SEE),
            ("crm.objects.contacts.read", Intent::See, &["passport", "diagnosis"], &both),
            ("crm.objects.contacts.sensitive.read", Intent::See, &["passport"], &[]),
            ("crm.objects.contacts.sensitive.read.v2", Intent::See, &["passport"], &[]),
            ("crm.objects.contacts.sensitive.read", Intent::See, &["passport", "diagnosis"], SEE_MORE),
            ("crm.objects.contacts.sensitive.read", Intent::Change, &["passport"], CHANGE),
            ("crm.objects.contacts.sensitive.write", Intent::Change, &["passport"], &[]),
            ("crm.objects.contacts.sensitive.write", Intent::See, &["passport"], SEE),
            ("crm.objects.companies.sensitive.read contacts", Intent::See, &["passport"], SEE),
            (high, Intent::See, &["diagnosis"], &[]),
            (high, Intent::See, &["passport"], SEE),
            ("linchpin.admin", Intent::Change, &["passport", "diagnosis"], &[]),
            ("*", Intent::See, &["passport", "diagnosis"], &[]),
        ] {
            let told = match schema.admit(&caller(scopes), intent, names.iter().copied()) {
                Ok(()) => Vec::new(),
                Err(Error::MissingScopes(lacking)) => lacking,
                Err(other) => panic!("{scopes}: {other}"),
            };
            assert_eq!(told, lacking, "{scopes} {names:?}");
        }
    }

    #[test]
    fn values_are_shown_by_the_same_scopes() {
        let schema = contacts();
        for (scopes, shown) in [
            ("crm.objects.contacts.read", [true, false, false]),
            ("crm.objects.contacts.sensitive.read", [true, true, false]),
            ("linchpin.admin", [true; 3]),
        ] {
            let caller = caller(scopes);
            let told = ["plain", "passport", "diagnosis"].map(|name| schema.shows(&caller, name));
            assert_eq!(told, shown, "{scopes}");
        }
        assert_eq!(
            ["plain", "passport", "email", "unknown"].map(|name| schema.redacts(name)),
            [false, true, false, false]
        );
    }

    #[test]
    fn what_is_archived_stays_hidden() {
        let mut schema = contacts();
        let archived = schema.get("passport").cloned().expect("it is there");
        schema.put_property(Property { archived_at: Some(Timestamp(1)), ..archived });
        assert!(!schema.shows(&caller("crm.objects.contacts.read"), "passport"));
        assert!(schema.redacts("passport"));
    }

    #[test]
    fn where_no_scope_can_be_had_only_administrators_may() {
        let schema = schema("products", &[("secret", DataSensitivity::Sensitive)]);
        let refused = schema.admit(&caller("crm.objects.products.read"), Intent::See, ["secret"]);
        assert!(matches!(refused, Err(Error::MissingScopes(lacking)) if lacking == ADMIN));
        assert!(schema.admit(&caller("linchpin.admin"), Intent::See, ["secret"]).is_ok());
    }
}
