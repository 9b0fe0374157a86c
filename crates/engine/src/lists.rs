//! Lists of records, the folders that they stand in, and who is in them.
//!
//! A definition changes in one transaction with a line in the change log.
//! Members join and leave through `members` alone, whoever lets them: it keeps sizes exact and says in the log what
//! changed. Records are locked before lists, and lists in the order of their ids.

mod conversion;
mod create;
mod edit;
pub mod filters;
mod folders;
pub(crate) mod follow;
mod history;
mod log;
pub(crate) mod members;
mod memberships;
mod read;
mod refusal;
mod search;

use linchpin_domain::list::ListConversion;
use linchpin_domain::{ListId, ListKind};
use linchpin_store::lists as rows;

pub use create::NewList;
pub use folders::{About, Folder, NewFolder};
pub use history::History;
pub use linchpin_store::list_memberships::{JoinPlace, Member, Order, Side, SizeOfDay};
pub use linchpin_store::lists::List;
pub use memberships::{MAX_MEMBERS_AT_ONCE, MembershipChange, MembershipsChanged};
pub use read::{ListOfRecord, ListsOfRecord, MembersPage};
pub use refusal::ListRefusal;
pub use search::{FoundList, ListSearch, ListsPage};

use crate::{Engine, Error, Principal, Result};

/// The conversion that a list waits for or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledConversion {
    /// When it was to happen.
    pub wanted: ListConversion,
    /// When it happened, if it did.
    pub converted_at: Option<linchpin_domain::Timestamp>,
}

impl Engine {
    /// A list that is not deleted.
    pub async fn read_list(&self, principal: &Principal, id: &str) -> Result<List> {
        let list = self.any_list(principal, id).await?.filter(|list| list.deleted_at.is_none());
        list.ok_or_else(|| not_found(id))
    }

    /// A list, deleted or not.
    async fn any_list(&self, principal: &Principal, id: &str) -> Result<Option<List>> {
        match ListId::parse(id) {
            Some(id) => Ok(rows::read(&self.database, principal.account, id).await?),
            None => Ok(None),
        }
    }
}

/// The refusal of a list that does not exist.
fn not_found(id: &str) -> Error {
    ListRefusal::NotFound(id.to_owned()).into()
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Whether members of such lists are added and removed by hand.
fn is_static(list: &List) -> Result<(), ListRefusal> {
    if list.kind == ListKind::Dynamic { Err(ListRefusal::Dynamic) } else { Ok(()) }
}
