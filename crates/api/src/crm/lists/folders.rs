//! The handlers of folders.

use std::sync::Arc;

use linchpin_engine::lists::{Folder, NewFolder};
use linchpin_wire::crm::lists::{FolderBody, FolderInput, FolderReply, MoveListInput, folders as wire};
use linchpin_wire::input::TextInput;

use crate::{App, Call, Outcome, Reply, Table};

/// The folder that all others stand in.
const ROOT: &str = "0";

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::READ, read);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::RENAME, rename);
    table.serve(&wire::MOVE, move_folder);
    table.serve(&wire::MOVE_LIST, move_list);
    table.serve(&wire::ARCHIVE, archive);
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let id = call.query.text("folderId").unwrap_or(ROOT);
    Ok(reply(app.engine.read_folder(call.principal(), id).await?))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: FolderInput<'_> = call.json()?;
    let parent = input.parent_folder_id.map(TextInput::into_string);
    let new = NewFolder { name: input.name.into_string(), parent };
    Ok(reply(app.engine.create_folder(call.principal(), new).await?))
}

async fn rename(app: Arc<App>, call: Call) -> Outcome {
    let name = call.query.text("newFolderName").unwrap_or_default();
    Ok(reply(app.engine.rename_folder(call.principal(), call.parameter("folderId"), name).await?))
}

async fn move_folder(app: Arc<App>, call: Call) -> Outcome {
    let (id, parent) = (call.parameter("folderId"), call.parameter("newParentFolderId"));
    Ok(reply(app.engine.move_folder(call.principal(), id, parent).await?))
}

async fn move_list(app: Arc<App>, call: Call) -> Outcome {
    let input: MoveListInput<'_> = call.json()?;
    app.engine.move_list(call.principal(), &input.list_id, &input.new_folder_id).await?;
    Ok(Reply::no_content())
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_folder(call.principal(), call.parameter("folderId")).await?;
    Ok(Reply::no_content())
}

fn reply(folder: Folder) -> Reply {
    Reply::ok(&FolderReply { folder: body(folder) })
}

/// A folder with everything in it.
fn body(folder: Folder) -> FolderBody {
    let about = folder.about.as_ref();
    FolderBody {
        id: folder.id,
        parent_folder_id: folder.parent,
        created_at: about.map(|about| about.created_at.to_iso()),
        updated_at: about.map(|about| about.updated_at.to_iso()),
        user_id: about.and_then(|about| about.user).map(|user| user.0),
        name: folder.about.map(|about| about.name),
        child_nodes: folder.folders.into_iter().map(body).collect(),
        child_lists: folder.lists.into_iter().map(|list| list.0).collect(),
    }
}
