//! What fills itself on leads.

use super::Write;
use crate::Properties;

/// Starts a new lead at the first stage of the first pipeline unless the client placed it.
pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if !write.is_create() || new.filled("hs_pipeline_stage").is_some() {
        return;
    }
    let chosen = new.filled("hs_pipeline");
    let pipeline =
        write.pipelines.iter().find(|known| known.is_live() && chosen.is_none_or(|id| known.id == id));
    if let Some(pipeline) = pipeline
        && let Some(first) = pipeline.live_stages().next()
    {
        new.insert("hs_pipeline", pipeline.id.as_ref());
        new.insert("hs_pipeline_stage", first.id.as_ref());
    }
}
