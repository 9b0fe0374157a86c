//! Snapshots of everything, and their return.

use serde_json::json;

use super::{World, agreed};

const SNAPSHOTS: &str = "/_linchpin/v1/snapshots";

impl World<'_> {
    /// Keeps everything as it is.
    pub(super) async fn keep(&mut self) -> Result<bool, String> {
        let answer = self.app.post(SNAPSHOTS, json!({})).await;
        agreed(&answer, true)?;
        let id = answer.json["id"].as_str().ok_or("no id")?;
        self.kept = Some((id.to_owned(), self.model.clone()));
        Ok(true)
    }

    /// Makes everything what it was; the snapshot stays.
    pub(super) async fn take_back(&mut self) -> Result<bool, String> {
        let Some((id, model)) = &self.kept else { return Ok(false) };
        let answer = self.app.post(&format!("{SNAPSHOTS}/{id}/restore"), json!({})).await;
        agreed(&answer, true)?;
        self.model = model.clone();
        Ok(true)
    }
}
