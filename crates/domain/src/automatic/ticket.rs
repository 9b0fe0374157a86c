//! What fills itself on tickets.

use super::{Write, derive, flag, stages};
use crate::Properties;

/// What nearly every ticket shows; see [`crate::ObjectType::usual`].
pub(crate) const USUAL: &[(&str, &str)] = &[
    ("hs_is_visible_in_help_desk", "true"),
    ("hs_last_message_from_visitor", "false"),
    ("hs_num_associated_companies", "0"),
    ("hs_num_associated_conversations", "0"),
    ("hs_object_source", "INTEGRATION"),
    ("hs_object_source_label", "INTEGRATION"),
];

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        new.insert("hs_ticket_id", write.id.to_string());
        new.insert("hs_helpdesk_sort_timestamp", write.now.to_iso());
    }
    let is_closed = stages::current(write, new).is_some_and(crate::Stage::is_closed);
    derive(new, "hs_is_closed", Some(flag(is_closed)));
    if !stages::moves(write, new) {
        return;
    }
    if is_closed {
        if !write.changes(new, "closed_date") {
            new.insert("closed_date", write.now.to_iso());
        }
        derive(new, "time_to_close", Some((write.now.0 - write.created_at.0).max(0).to_string()));
    } else if !write.is_create() {
        // Reopened: it has no end any more.
        derive(new, "closed_date", None::<&str>);
        derive(new, "time_to_close", None::<&str>);
    }
}
