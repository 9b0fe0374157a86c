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

/// Any one of these scopes lets a caller look at lists.
const READ_SCOPES: &[&str] = &["crm.lists.read"];
/// Any one of these scopes lets a caller change lists and who is in them.
const WRITE_SCOPES: &[&str] = &["crm.lists.write"];
