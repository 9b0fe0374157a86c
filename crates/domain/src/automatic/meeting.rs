//! What fills itself on meetings.

use super::Write;
use crate::Properties;

/// Dates a new meeting by its start.
pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create()
        && new.filled("hs_timestamp").is_none()
        && let Some(start) = new.filled("hs_meeting_start_time").map(str::to_owned)
    {
        new.insert("hs_timestamp", start);
    }
}
