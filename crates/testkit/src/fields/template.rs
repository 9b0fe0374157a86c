//! Which path template of the SDK a called path belongs to.

/// A path with parameters, such as `/crm/v3/objects/{objectType}`.
#[derive(Debug)]
pub(super) struct Template(Vec<Segment>);

#[derive(Debug)]
enum Segment {
    Literal(String),
    Parameter,
}

impl Template {
    /// Reads a template as the SDK writes it.
    pub(super) fn parse(path: &str) -> Self {
        let segments = segments(path).into_iter().map(|segment| {
            if segment.starts_with('{') { Segment::Parameter } else { Segment::Literal(segment.to_owned()) }
        });
        Self(segments.collect())
    }

    /// Returns how literally the template matches, segment by segment, for comparing it with others.
    pub(super) fn matches(&self, path: &[String]) -> Option<Vec<bool>> {
        if self.0.len() != path.len() {
            return None;
        }
        let pairs = self.0.iter().zip(path);
        pairs
            .map(|(segment, text)| match segment {
                Segment::Literal(literal) => (literal == text).then_some(true),
                Segment::Parameter => Some(false),
            })
            .collect()
    }
}

/// Returns the segments of a path in the spellings under which the SDK may know it, the called one first.
///
/// The SDK calls one version of each operation, mostly `/family/v3/resource`, while the server answers to
/// `/family/resource/v3` and `/family/resource/2026-03` as well, with the same bodies; for associations the dated
/// versions are version 4.
pub(super) fn spellings(path: &str) -> Vec<Vec<String>> {
    let path = path.split('?').next().unwrap_or_default();
    let called: Vec<String> = segments(path).into_iter().map(str::to_owned).collect();
    let Some(place) = called.iter().skip(1).position(|segment| is_version(segment)).map(|place| place + 1)
    else {
        return vec![called];
    };
    let mut usual = called.clone();
    let version = usual.remove(place);
    let dated = if called.iter().any(|segment| segment == "associations") { "v4" } else { "v3" };
    usual.insert(1, if is_date(&version) { dated.to_owned() } else { version });
    if usual == called { vec![called] } else { vec![called, usual] }
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or_default();
    is_date(segment) || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Is this a dated version, `2026-03` or `2026-09-beta`?
fn is_date(segment: &str) -> bool {
    let date = segment.strip_suffix("-beta").unwrap_or(segment).as_bytes();
    date.len() == 7
        && date
            .iter()
            .enumerate()
            .all(|(place, byte)| if place == 4 { *byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_brought_to_the_sdks_place() {
        for (called, usual) in [
            ("/crm/v3/objects/contacts", None),
            ("/crm/objects/v3/contacts?limit=1", Some("/crm/v3/objects/contacts")),
            ("/crm/objects/2026-03/contacts/1", Some("/crm/v3/objects/contacts/1")),
            ("//crm/properties/2026-09-beta/0-1/", Some("/crm/v3/properties/0-1")),
            ("/crm/associations/2026-03/0-1/0-2/labels", Some("/crm/v4/associations/0-1/0-2/labels")),
            ("/crm/v4/objects/contacts/1", None),
            ("/livez", None),
        ] {
            let expected = usual.map(|path| segments(path).join("/"));
            assert_eq!(spellings(called).get(1).map(|found| found.join("/")), expected, "{called}");
        }
    }

    #[test]
    fn templates_match_whole_paths_only() {
        let template = Template::parse("/crm/v3/objects/{objectType}/batch/read");
        for (path, matches) in [
            ("/crm/v3/objects/contacts/batch/read", true),
            ("/crm/v3/objects/contacts/batch", false),
            ("/crm/v3/objects/contacts/batch/update", false),
            ("/crm/v3/objects/contacts/batch/read/more", false),
        ] {
            assert_eq!(template.matches(&spellings(path)[0]).is_some(), matches, "{path}");
        }
    }
}
