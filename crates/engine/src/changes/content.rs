//! What a change says: the texts that the log keeps, read.

use std::collections::BTreeMap;

use linchpin_domain::{AccountId, AssociationTypeId, ListId, ObjectTypeId, RecordId, object_type};
use linchpin_store::{Error as StoreError, properties_text};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Change, Kind};
use crate::Result;

/// What a value was and is, by the name of its property; none where there is none.
pub type Values = BTreeMap<String, (Option<String>, Option<String>)>;

/// What a change says beside its kind and its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The kind says everything.
    Nothing,
    /// Values changed, or came with the record.
    Values(Values),
    /// Two records became the change's, which has these values.
    Merged {
        /// The one that was to stay.
        primary: RecordId,
        /// The other one.
        merged: RecordId,
        /// The values.
        values: Values,
    },
    /// The record was deleted together with those that were merged into it before.
    Gone(Vec<RecordId>),
    /// The record's association with another one changed.
    Pair(Pair),
    /// The record joined or left this list.
    List(ListId),
    /// The app was let in by this account, or taken out of it.
    Account(AccountId),
    /// What the schema or a list says from now on.
    Definition(Value),
    /// The log begins anew; changes up to this number tell what there is.
    Anew {
        /// The last of them.
        through: i64,
    },
}

/// An association as one change left it, seen from the change's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The object type of the other record.
    pub to_type: ObjectTypeId,
    /// The other record.
    pub to: RecordId,
    /// The types that the two had.
    pub before: Vec<AssociationTypeId>,
    /// The types that the two have.
    pub after: Vec<AssociationTypeId>,
}

/// What a change says beside its kind and its record.
pub fn content(change: &Change) -> Result<Content> {
    let read = read(change.object_type, change.kind, &change.properties);
    read.ok_or_else(|| {
        let what = format!("change {}, of kind {}", change.sequence, change.kind.as_str());
        StoreError::Corrupt(what.into()).into()
    })
}

/// Reads a text; none if it is not what a change of this kind has.
fn read(object_type: ObjectTypeId, kind: Kind, text: &str) -> Option<Content> {
    Some(match kind {
        Kind::Archive | Kind::Restore | Kind::Erased => Content::Nothing,
        Kind::Create => Content::Values(all_new(object_type, text)?),
        Kind::Update => Content::Values(serde_json::from_str(text).ok()?),
        Kind::Merge => {
            let MergeText { primary, merged, properties } = serde_json::from_str(text).ok()?;
            let [primary, merged] = [RecordId::parse(&primary)?, RecordId::parse(&merged)?];
            Content::Merged { primary, merged, values: all_new(object_type, properties.get())? }
        }
        Kind::PrivacyDelete => {
            let DeletionText { merged_before } = serde_json::from_str(text).ok()?;
            Content::Gone(merged_before.iter().map(|id| RecordId::parse(id)).collect::<Option<_>>()?)
        }
        Kind::Associate | Kind::Dissociate => {
            let PairText { to_type, to, types: [before, after] } = serde_json::from_str(text).ok()?;
            let [before, after] = [before, after].map(|ids| ids.into_iter().map(AssociationTypeId).collect());
            Content::Pair(Pair { to_type: to_type.parse().ok()?, to: RecordId::parse(&to)?, before, after })
        }
        Kind::Join | Kind::Leave => {
            let MemberText { list } = serde_json::from_str(text).ok()?;
            Content::List(ListId::parse(&list)?)
        }
        Kind::Install | Kind::Uninstall => {
            let InstallText { account } = serde_json::from_str(text).ok()?;
            Content::Account(AccountId::parse(&account)?)
        }
        Kind::List | Kind::Schema => Content::Definition(serde_json::from_str(text).ok()?),
        Kind::Reset => Content::Anew { through: serde_json::from_str::<AnewText>(text).ok()?.through },
    })
}

/// The values of a record that is new, also those that are not stored because nearly every record of its type has them.
fn all_new(object_type: ObjectTypeId, text: &str) -> Option<Values> {
    let values = properties_text::parse(text, object_type::usual(object_type)).ok()?;
    Some(values.iter().map(|(name, value)| (name.to_owned(), (None, Some(value.to_owned())))).collect())
}

#[derive(Deserialize)]
struct MergeText<'a> {
    primary: String,
    merged: String,
    /// As records are stored.
    #[serde(borrow)]
    properties: &'a RawValue,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DeletionText {
    merged_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PairText {
    to_type: String,
    to: String,
    types: [Vec<i32>; 2],
}

#[derive(Deserialize)]
struct MemberText {
    list: String,
}

#[derive(Deserialize)]
struct InstallText {
    account: String,
}

#[derive(Deserialize)]
struct AnewText {
    through: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: &[(&str, Option<&str>, Option<&str>)]) -> Values {
        let text = |text: Option<&str>| text.map(str::to_owned);
        all.iter().map(|(name, old, new)| ((*name).to_owned(), (text(*old), text(*new)))).collect()
    }

    #[test]
    fn each_kind_has_a_text_of_its_own() {
        let plain = ObjectTypeId::custom(1);
        let [one, two] = [1, 2].map(RecordId);
        for (kind, text, expected) in [
            (
                Kind::Create,
                r#"{"email":"a","hs_object_source":null,"hs_object_source_label":null}"#,
                Content::Values(values(&[("email", None, Some("a"))])),
            ),
            (
                Kind::Update,
                r#"{"email":["a",null],"name":[null,"b"]}"#,
                Content::Values(values(&[("email", Some("a"), None), ("name", None, Some("b"))])),
            ),
            (Kind::Archive, "{}", Content::Nothing),
            (
                Kind::Merge,
                r#"{"primary":"1","merged":"2","properties":{"hs_object_source":null,"hs_object_source_label":null,"name":"b"}}"#,
                Content::Merged { primary: one, merged: two, values: values(&[("name", None, Some("b"))]) },
            ),
            (Kind::PrivacyDelete, "{}", Content::Gone(Vec::new())),
            (Kind::PrivacyDelete, r#"{"mergedBefore":["1","2"]}"#, Content::Gone(vec![one, two])),
            (
                Kind::Dissociate,
                r#"{"toType":"0-2","to":"2","types":[[279,1],[]]}"#,
                Content::Pair(Pair {
                    to_type: ObjectTypeId::standard(2),
                    to: two,
                    before: [279, 1].map(AssociationTypeId).to_vec(),
                    after: Vec::new(),
                }),
            ),
            (Kind::Join, r#"{"list":"7"}"#, Content::List(ListId(7))),
            (Kind::Uninstall, r#"{"account":"7"}"#, Content::Account(AccountId(7))),
            (Kind::Reset, r#"{"snapshot":null,"through":9}"#, Content::Anew { through: 9 }),
        ] {
            assert_eq!(read(plain, kind, text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_no_change_says_is_refused() {
        for (kind, text) in [
            (Kind::Update, r#"{"email":"a"}"#),
            (Kind::Associate, r#"{"toType":"contacts","to":"2","types":[[],[]]}"#),
            (Kind::Join, r#"{"list":"x"}"#),
        ] {
            assert_eq!(read(ObjectTypeId::custom(1), kind, text), None, "{text}");
        }
    }

    #[test]
    fn values_that_are_not_stored_are_told() {
        let contacts = object_type::find("contacts").unwrap();
        let (name, value) = contacts.usual[0];
        let (kept, without) = (r#"{"aaa":"x"}"#.to_owned(), format!(r#"{{"aaa":"x","{name}":null}}"#));
        let told = |text: &str| match read(contacts.id, Kind::Create, text) {
            Some(Content::Values(values)) => values.get(name).cloned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(told(&kept), Some((None, Some(value.to_owned()))));
        assert_eq!(told(&without), None);
    }
}
