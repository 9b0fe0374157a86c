//! Records that join the list of their type and leave it.

use serde_json::{Value, json};

use super::{World, agreed};
use crate::model::kinds::{Key, Kind};
use crate::model::steps::Who;

/// The list of a type: they are made in the order of the types.
fn list(kind: Kind) -> usize {
    1 + Kind::ALL.iter().position(|known| *known == kind).expect("every type takes part")
}

impl World<'_> {
    /// Makes a list for each type.
    pub(super) async fn make_lists(&self) {
        for kind in Kind::ALL {
            let (name, object_type) = (kind.plural(), kind.id().to_string());
            let body = json!({ "name": name, "objectTypeId": object_type, "processingType": "MANUAL" });
            let made = self.app.post("/crm/v3/lists", body).await;
            assert_eq!(made.json["list"]["listId"], json!(list(kind).to_string()), "{}", made.text());
        }
    }

    /// Some records join; those that are archived do not.
    pub(super) async fn enlist(&mut self, who: Who, n: u8) -> Result<bool, String> {
        let keys = self.model.find_some(who, n);
        self.change_list(who.0, "add", &keys).await?;
        let live: Vec<_> = keys.into_iter().filter(|key| self.model.is_live(*key)).collect();
        self.model.members.extend(live);
        Ok(true)
    }

    /// Two records leave.
    pub(super) async fn delist(&mut self, who: Who) -> Result<bool, String> {
        let keys = self.model.find_some(who, 2);
        self.change_list(who.0, "remove", &keys).await?;
        self.model.members.retain(|key| !keys.contains(key));
        Ok(true)
    }

    async fn change_list(&self, kind: Kind, verb: &str, keys: &[Key]) -> Result<bool, String> {
        let ids: Vec<Value> = keys.iter().map(|(_, id)| json!(id.to_string())).collect();
        let path = format!("/crm/v3/lists/{}/memberships/{verb}", list(kind));
        agreed(&self.app.put(&path, json!(ids)).await, true)
    }
}
