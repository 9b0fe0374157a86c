//! The lifecycle stage of contacts and companies.

use super::Write;
use crate::{Properties, pipeline};

/// Keeps the lifecycle of a record from moving backwards; it starts as a lead (recorded 2024).
///
/// HubSpot answers a step back with success and ignores it; a client must clear the stage first.
pub(super) fn apply(write: &Write<'_>, new: &mut Properties) {
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
