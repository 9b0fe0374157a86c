//! The changes that make records disappear beside the one that they are of, as the log keeps them.

use linchpin_domain::RecordId;
use serde::Deserialize;

/// The merge of two records into one that has these values from then on, so many of them not those of the first one.
pub(super) fn merge(primary: RecordId, other: RecordId, n_moved: usize, values: &str) -> String {
    format!(r#"{{"primary":"{primary}","merged":"{other}","moved":{n_moved},"properties":{values}}}"#)
}

/// The deletion of a record into which others were merged, whose merges the log forgets at the same time.
pub(super) fn deletion(merged: &[RecordId]) -> String {
    if merged.is_empty() {
        return "{}".to_owned();
    }
    let merged: Vec<_> = merged.iter().map(|id| format!("\"{id}\"")).collect();
    format!(r#"{{"mergedBefore":[{}]}}"#, merged.join(","))
}

/// Other records than the change's own that are gone because of a merge or deletion.
pub(crate) fn gone(text: &str) -> Vec<RecordId> {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Gone {
        primary: Option<String>,
        merged: Option<String>,
        merged_before: Vec<String>,
    }
    let gone: Gone = serde_json::from_str(text).unwrap_or_default();
    let ids = gone.primary.iter().chain(&gone.merged).chain(&gone.merged_before);
    ids.filter_map(|id| RecordId::parse(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_reads_back() {
        let [one, two] = [1, 2].map(RecordId);
        assert_eq!(gone(&merge(one, two, 1, r#"{"primary":"3"}"#)), [one, two]);
        assert_eq!(gone(&deletion(&[one, two])), [one, two]);
        assert_eq!(gone(&deletion(&[])), []);
    }
}
