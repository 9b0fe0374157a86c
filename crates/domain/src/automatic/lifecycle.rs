//! The lifecycle stage of contacts and companies.

use super::{Write, set_default};
use crate::{Properties, pipeline};

/// The stage in which a record made through the API starts (recorded 2024).
const FIRST: &str = "lead";

/// Starts the lifecycle of a new record, and keeps it from moving backwards.
///
/// HubSpot answers a step back with success and ignores it; a client must clear the stage first.
pub(super) fn apply(write: &Write<'_>, new: &mut Properties, lifecycle_pipeline: &'static str) {
    if write.is_create() {
        set_default(new, "lifecyclestage", FIRST);
        set_default(new, "hs_pipeline", lifecycle_pipeline);
        return;
    }
    let (Some(before), Some(after)) = (write.before("lifecyclestage"), new.filled("lifecyclestage")) else {
        return;
    };
    let place = |stage| pipeline::find_stage(write.pipelines, stage).map(|(_, stage)| stage.display_order);
    // A stage that is in no pipeline (removed since) has no place to step back from.
    if let (Some(from), Some(to)) = (place(before), place(after))
        && to < from
    {
        new.insert("lifecyclestage", before);
    }
}
