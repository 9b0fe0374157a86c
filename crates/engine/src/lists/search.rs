//! Searching lists by their names and kinds.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use linchpin_domain::{ListId, ListKind, ObjectType};
use linchpin_store::{list_folders, lists as rows};

use super::{List, folded};
use crate::{Engine, Principal, Result};

/// Which lists a caller looks for.
#[derive(Debug, Clone, Default)]
pub struct ListSearch {
    /// Only those whose names hold this text, in any case.
    pub query: String,
    /// Only those of these kinds; of all where there are none.
    pub kinds: Vec<ListKind>,
    /// Only those of records of this type.
    pub object_type: Option<&'static ObjectType>,
    /// Only these; all where there are none.
    pub ids: Vec<ListId>,
    /// What to order them by, descending behind a minus; by their ids where it is nothing that lists have.
    pub sort: String,
    /// How many to leave out.
    pub offset: usize,
    /// How many to show.
    pub limit: usize,
}

/// A list that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundList {
    /// The list, without its filters.
    pub list: List,
    /// The name of the folder that it stands in.
    pub folder: Option<String>,
}

/// Some of the lists that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListsPage {
    /// The lists.
    pub lists: Vec<FoundList>,
    /// How many the search found.
    pub total: usize,
}

impl Engine {
    /// Finds lists; those of an account are few enough to be looked through.
    pub async fn search_lists(&self, principal: &Principal, search: &ListSearch) -> Result<ListsPage> {
        let all = rows::all(&self.database, principal.account).await?;
        let matching = search.matching();
        let mut found: Vec<_> = all.into_iter().filter(matching).collect();
        if let Some(order) = order(&search.sort) {
            // Those that are equal stay in the order of their ids.
            found.sort_by(order);
        }
        let total = found.len();
        let page: Vec<_> = found.into_iter().skip(search.offset).take(search.limit).collect();
        let mut folders = HashMap::new();
        if page.iter().any(|list| list.folder != 0) {
            let known = list_folders::all(&self.database, principal.account).await?;
            folders.extend(known.into_iter().map(|folder| (folder.id, folder.name)));
        }
        let found = |list: List| FoundList { folder: folders.get(&list.folder).cloned(), list };
        Ok(ListsPage { lists: page.into_iter().map(found).collect(), total })
    }
}

impl ListSearch {
    /// Whether a list is one of those that are looked for.
    fn matching(&self) -> impl Fn(&List) -> bool + use<'_> {
        let (query, ids) = (folded(&self.query), self.ids.iter().copied().collect::<BTreeSet<_>>());
        move |list| {
            (self.kinds.is_empty() || self.kinds.contains(&list.kind))
                && self.object_type.is_none_or(|object_type| object_type.id == list.object_type)
                && (ids.is_empty() || ids.contains(&list.id))
                && (query.is_empty() || folded(&list.name).contains(&query))
        }
    }
}

/// The order that a sort asks for, if lists have what it names.
fn order(sort: &str) -> Option<impl Fn(&List, &List) -> Ordering> {
    let (name, descends) = sort.strip_prefix('-').map_or((sort, false), |name| (name, true));
    let compare: fn(&List, &List) -> Ordering = match name {
        "listId" => |one, other| one.id.cmp(&other.id),
        "name" => |one, other| folded(&one.name).cmp(&folded(&other.name)),
        "createdAt" => |one, other| one.created_at.cmp(&other.created_at),
        "updatedAt" => |one, other| one.updated_at.cmp(&other.updated_at),
        "hs_list_size" | "size" => |one, other| one.size.cmp(&other.size),
        _ => return None,
    };
    Some(move |one: &List, other: &List| if descends { compare(other, one) } else { compare(one, other) })
}
