//! What fills itself on notes; the preview of the text is the same for all activities.

use super::Write;
use crate::Properties;

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        new.insert("hs_obj_coords", format!("{}-{}", write.object_type.id, write.id));
    }
}
