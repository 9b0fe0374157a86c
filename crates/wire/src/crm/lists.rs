//! Lists of records, their folders and their members.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/lists>.

pub mod definitions;
pub mod folders;
mod input;
pub mod memberships;
mod output;

pub use input::{
    ConversionInput, FiltersInput, FolderInput, IdsInput, ListInput, MembershipChangeInput, MoveListInput,
    RecordInput, RecordsInput, SearchInput, Settings,
};
pub use output::{
    AdditionalProperties, ConversionBody, ConversionTime, FolderBody, FolderReply, FoundListBody,
    HistoryBody, ListBody, ListReply, ListsReply, MappingBody, MappingsBody, MemberBody, MembersBody,
    MembersPaging, MembershipBody, MembershipsChangedBody, PreviousPage, RecordMembershipsBody, SearchBody,
    SizeBody, TotalBody, UpdatedListReply,
};

use crate::operation::Scopes;

/// What lets a caller look at lists.
const READ_SCOPES: Scopes = Scopes::Listed(&["crm.lists.read"]);
/// What lets a caller make a list.
const CREATE_SCOPES: Scopes = Scopes::Listed(&["crm.lists.write", "cms.membership.access_groups.write"]);
/// What lets a caller change lists and who is in them.
const WRITE_SCOPES: Scopes = Scopes::Together(&[
    &["crm.lists.read", "crm.lists.write"],
    &["crm.lists.read", "cms.membership.access_groups.write"],
]);
