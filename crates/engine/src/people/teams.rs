//! Teams: users of an account who belong together, each in one main team and any number of others.
//!
//! Records show the main team of their owner, as it is when they get the owner; whatever changes a team raises the
//! version of the schema, so that those who write know of it.

mod members;
mod refusal;

use linchpin_domain::owner::Owner;
use linchpin_domain::{AccountId, Owners, TeamId, UserId};
use linchpin_store::teams as rows;
use linchpin_store::{Database, owners, schema};

use crate::audit::{self, Action, Actor, Category, Deed};
use crate::{Engine, Error, Result};

pub use linchpin_store::teams::{Membership, Team};
pub use members::{MembersPage, Memberships, NewMember, Standing, UserTeams};
pub use refusal::{MAX_TEAM_NAME_CHARS, TeamRefusal};

pub(super) use members::{leave_every, place};

/// A team to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTeam {
    /// What people call it; no other team of the account is called so.
    pub name: String,
    /// The team that it is part of.
    pub parent: Option<String>,
    /// Who is in it.
    pub members: Vec<NewMember>,
}

/// What changes about a team; nothing where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamChange {
    /// What people call it.
    pub name: Option<String>,
    /// The team that it is part of; empty for none.
    pub parent: Option<String>,
}

/// A page of teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamsPage {
    /// The teams, in the order of their numbers.
    pub teams: Vec<Team>,
    /// The number at which the next page begins, if there is one.
    pub next: Option<i64>,
}

impl Engine {
    /// A page of teams in the order of their numbers, from a number on.
    pub async fn list_teams(&self, account: AccountId, from: i64, limit: usize) -> Result<TeamsPage> {
        // One more than asked for says whether there is a next page.
        let mut teams = rows::list(&self.database, account, from, limit + 1).await?;
        let next = teams.get(limit).map(|team| team.id.0);
        teams.truncate(limit);
        Ok(TeamsPage { teams, next })
    }

    /// One team.
    pub async fn read_team(&self, account: AccountId, id: &str) -> Result<Team> {
        let found = match TeamId::parse(id) {
            Some(id) => rows::read(&self.database, account, id).await?,
            None => None,
        };
        found.ok_or_else(|| TeamRefusal::NotFound(id.to_owned()).into())
    }

    /// Makes a team, with those who are in it from the start.
    pub async fn create_team(&self, by: impl Into<Actor>, new: NewTeam) -> Result<Team> {
        let (actor, name) = (by.into(), refusal::checked_name(&new.name)?);
        let (account, now) = (actor.account, self.now(actor.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let version = schema::raise_version(tx, account).await?;
                let all = rows::all_in(tx, account).await?;
                check_free(&all, &name, None)?;
                let parent = parent_of(&all, new.parent.as_deref())?;
                let id = rows::create(tx, account, &name, parent, now).await?;
                for member in &new.members {
                    members::join(tx, account, id, member).await?;
                }
                audit::append(tx, actor, now, deed(Action::Create, &name)).await?;
                Ok((Team { id, name, parent }, version))
            })
        });
        let (team, version) = work.await?;
        self.schemas.seen_version(account, version);
        Ok(team)
    }

    /// Changes what a team is called and part of.
    pub async fn update_team(&self, by: impl Into<Actor>, id: &str, change: TeamChange) -> Result<Team> {
        let actor = by.into();
        let (account, now) = (actor.account, self.now(actor.account));
        let before = self.read_team(account, id).await?;
        let name = match &change.name {
            Some(name) => refusal::checked_name(name)?,
            None => before.name,
        };
        let (id, missing) = (before.id, id.to_owned());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let version = schema::raise_version(tx, account).await?;
                let all = rows::all_in(tx, account).await?;
                let now_there = all.iter().find(|team| team.id == id);
                let parent = now_there.ok_or(TeamRefusal::NotFound(missing))?.parent;
                check_free(&all, &name, Some(id))?;
                let parent = match &change.parent {
                    Some(parent) => parent_of(&all, Some(parent))?,
                    None => parent,
                };
                check_above(&all, id, parent)?;
                let team = Team { id, name, parent };
                rows::change(tx, account, &team).await?;
                audit::append(tx, actor, now, deed(Action::Update, &team.name)).await?;
                Ok((team, version))
            })
        });
        let (team, version) = work.await?;
        self.schemas.seen_version(account, version);
        Ok(team)
    }

    /// Deletes a team; its users stay, and the teams in it become part of what it was part of.
    pub async fn delete_team(&self, by: impl Into<Actor>, id: &str) -> Result<()> {
        let actor = by.into();
        let (account, now) = (actor.account, self.now(actor.account));
        let team = self.read_team(account, id).await?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let version = schema::raise_version(tx, account).await?;
                // As it is now: a team must not be left part of one that went meanwhile.
                let all = rows::all_in(tx, account).await?;
                if let Some(team) = all.iter().find(|other| other.id == team.id) {
                    rows::remove(tx, account, team).await?;
                    audit::append(tx, actor, now, deed(Action::Delete, &team.name)).await?;
                }
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        Ok(())
    }
}

/// The owners of an account as records show them, those who left included.
pub(crate) async fn owners_with_teams(database: &Database, account: AccountId) -> Result<Owners> {
    let teams = rows::all(database, account).await?;
    let everybody = rows::Users { from: UserId(0), to: UserId(i64::MAX) };
    let memberships = match teams.as_slice() {
        // Most accounts have no teams.
        [] => Vec::new(),
        _ => rows::memberships(database, account, everybody).await?,
    };
    let memberships = Memberships::new(memberships);
    let owner = |(id, user): (i64, Option<UserId>)| {
        let main = user.and_then(|user| memberships.main(user));
        let teams = main.map(|main| with_those_above(&teams, main.team)).unwrap_or_default();
        (id, Owner { user, teams })
    };
    Ok(owners::ids(database, account).await?.into_iter().map(owner).collect())
}

/// A team, the one that it is part of, the one that this is part of, and so on.
fn with_those_above(all: &[Team], id: TeamId) -> Vec<TeamId> {
    let parent = |id: &TeamId| all.iter().find(|team| team.id == *id).and_then(|team| team.parent);
    // Circles are refused; the bound keeps whoever made one in the database from stopping the server.
    std::iter::successors(Some(id), parent).take(all.len()).collect()
}

/// Refuses a name that another team has, in any case.
fn check_free(all: &[Team], name: &str, own: Option<TeamId>) -> Result<()> {
    let folded = name.to_lowercase();
    let is_taken = |team: &Team| Some(team.id) != own && team.name.to_lowercase() == folded;
    if all.iter().any(is_taken) { Err(TeamRefusal::Exists(name.to_owned()).into()) } else { Ok(()) }
}

/// The team that a new or changed one is to be part of; an empty text is none.
fn parent_of(all: &[Team], text: Option<&str>) -> Result<Option<TeamId>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let found = TeamId::parse(text).filter(|id| all.iter().any(|team| team.id == *id));
    found.map(Some).ok_or_else(|| TeamRefusal::UnknownParent(text.to_owned()).into())
}

/// Refuses to make a team part of itself, be it by way of others.
fn check_above(all: &[Team], id: TeamId, parent: Option<TeamId>) -> Result<()> {
    let above = parent.map(|parent| with_those_above(all, parent)).unwrap_or_default();
    if above.contains(&id) { Err(TeamRefusal::Circle(id).into()) } else { Ok(()) }
}

/// What the audit log says of something that is done to a team.
fn deed(action: Action, name: &str) -> Deed<'_> {
    Deed { category: Category::Team, sub_category: "", action, target: name }
}
