//! Pages of a list: where the next one starts.

use serde::{Deserialize, Serialize};

/// The `paging` key of a page; the last page has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// Where the next page starts.
    pub next: NextPage,
}

/// Where the next page starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextPage {
    /// The value for the `after` parameter.
    pub after: String,
    /// The same request with that parameter, absolute on the host that was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A list that comes in pages, or whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The items of this page.
    pub results: Vec<T>,
    /// Present when there is a next page.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
}

/// A page of a search, which knows how much there is on all pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalPage<T> {
    /// How many items there are.
    pub total: u64,
    /// The items of this page.
    pub results: Vec<T>,
    /// Present when there is a next page.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
}

impl<T> Page<T> {
    /// A list that fits one page.
    pub fn whole(results: Vec<T>) -> Self {
        Self { results, paging: None }
    }
}

#[cfg(test)]
mod tests {
    use super::{NextPage, Page, Paging};

    #[test]
    fn the_last_page_has_no_paging_key() {
        let last = serde_json::to_string(&Page::whole(vec![1])).unwrap();
        assert_eq!(last, r#"{"results":[1]}"#);
        let paging = Paging {
            next: NextPage { after: "12".to_owned(), link: Some("https://x/?after=12".to_owned()) },
        };
        let first = serde_json::to_string(&Page { results: vec![1], paging: Some(paging) }).unwrap();
        assert_eq!(first, r#"{"results":[1],"paging":{"next":{"after":"12","link":"https://x/?after=12"}}}"#);
    }
}
