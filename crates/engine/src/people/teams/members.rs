//! Who is in which team.

use linchpin_domain::{AccountId, TeamId, UserId};
use linchpin_store::teams::{self as rows, Membership, Users};
use linchpin_store::{Tx, schema, users};

use super::{Team, TeamRefusal};
use crate::audit::{self, Action, Actor, Category, Deed};
use crate::objects::{Batch, ItemError};
use crate::{Engine, Error, Result};

/// How a user is in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the user's one main team.
    Main,
    /// It is one of the others.
    Extra,
}

/// Somebody to put into a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// The number of a user.
    pub user: String,
    /// How the user is to be in the team.
    pub standing: Standing,
}

/// In which teams a user is to be; nothing where it stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserTeams {
    /// The main team; empty for none.
    pub main: Option<String>,
    /// All others.
    pub extra: Option<Vec<String>>,
}

/// The teams of some users.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memberships(Vec<Membership>);

impl Memberships {
    /// These memberships, in the order of the users and each user's main team first.
    pub(super) fn new(sorted: Vec<Membership>) -> Self {
        Self(sorted)
    }

    /// Those of one user, the main team first.
    pub fn of(&self, user: UserId) -> &[Membership] {
        let from = self.0.partition_point(|known| known.user < user);
        let to = self.0.partition_point(|known| known.user <= user);
        &self.0[from..to]
    }

    /// The main team of a user.
    pub fn main(&self, user: UserId) -> Option<&Membership> {
        self.of(user).first().filter(|first| first.is_main)
    }

    /// The other teams of a user.
    pub fn extra(&self, user: UserId) -> impl Iterator<Item = &Membership> {
        self.of(user).iter().filter(|known| !known.is_main)
    }

    /// Those in one team.
    pub fn in_team(&self, team: TeamId) -> impl Iterator<Item = &Membership> {
        self.0.iter().filter(move |known| known.team == team)
    }
}

/// A page of the members of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersPage {
    /// The members, in the order of their numbers.
    pub members: Vec<Membership>,
    /// The number at which the next page begins, if there is one.
    pub next: Option<i64>,
}

impl Engine {
    /// The teams of some users, who may be any.
    pub async fn memberships(
        &self,
        account: AccountId,
        users: impl Iterator<Item = UserId>,
    ) -> Result<Memberships> {
        let (from, to) =
            users.fold((UserId(i64::MAX), UserId(0)), |(from, to), user| (from.min(user), to.max(user)));
        if from > to {
            return Ok(Memberships::default());
        }
        Ok(Memberships(rows::memberships(&self.database, account, Users { from, to }).await?))
    }

    /// The teams of everybody in the account.
    pub async fn all_memberships(&self, account: AccountId) -> Result<Memberships> {
        self.memberships(account, [UserId(0), UserId(i64::MAX)].into_iter()).await
    }

    /// A page of the members of a team in the order of their numbers, from a number on.
    pub async fn team_members(
        &self,
        account: AccountId,
        team: &str,
        from: i64,
        limit: usize,
    ) -> Result<MembersPage> {
        let team = self.read_team(account, team).await?;
        // One more than asked for says whether there is a next page.
        let mut members = rows::members(&self.database, account, team.id, from, limit + 1).await?;
        let next = members.get(limit).map(|member| member.user.0);
        members.truncate(limit);
        Ok(MembersPage { members, next })
    }

    /// Puts users into a team, all but those who cannot be in it.
    pub async fn join_team(
        &self,
        by: impl Into<Actor>,
        team: &str,
        new: Vec<NewMember>,
    ) -> Result<Batch<NewMember>> {
        let (actor, id) = (by.into(), team.to_owned());
        let (account, now) = (actor.account, self.now(actor.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let (team, version) = open(tx, account, id).await?;
                let mut done = Batch { results: Vec::new(), errors: Vec::new() };
                for member in new {
                    match join(tx, account, team.id, &member).await {
                        Ok(()) => done.results.push(member),
                        Err(error @ Error::Team(_)) => done.errors.push(ItemError { trace_id: None, error }),
                        Err(error) => return Err(error),
                    }
                }
                audit::append(tx, actor, now, deed(&team)).await?;
                Ok((done, version))
            })
        });
        let (done, version) = work.await?;
        self.schemas.seen_version(account, version);
        Ok(done)
    }

    /// Takes a user out of a team in which the user is like this; for one who is not, nothing happens.
    pub async fn leave_team(&self, by: impl Into<Actor>, team: &str, member: NewMember) -> Result<()> {
        let (actor, id) = (by.into(), team.to_owned());
        let (account, now) = (actor.account, self.now(actor.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let (team, version) = open(tx, account, id).await?;
                if let Some(user) = UserId::parse(&member.user) {
                    let is_main = member.standing == Standing::Main;
                    rows::leave(tx, account, team.id, user, is_main).await?;
                }
                audit::append(tx, actor, now, deed(&team)).await?;
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        Ok(())
    }
}

/// The team whose members a transaction is about to change, and the version of the schema that this makes.
async fn open(tx: &mut Tx, account: AccountId, id: String) -> Result<(Team, i64)> {
    let version = schema::raise_version(tx, account).await?;
    let team = find_in(tx, account, &id).await?.ok_or(TeamRefusal::NotFound(id))?;
    Ok((team, version))
}

/// What the audit log says of a change of members.
fn deed(team: &Team) -> Deed<'_> {
    let (category, action) = (Category::Team, Action::Update);
    Deed { category, sub_category: "MEMBERS", action, target: &team.name }
}

/// The team of this number, as the transaction sees it.
async fn find_in(tx: &mut Tx, account: AccountId, id: &str) -> Result<Option<Team>> {
    let Some(id) = TeamId::parse(id) else { return Ok(None) };
    Ok(rows::read_in(tx, account, id).await?)
}

/// Puts a user into a team that exists.
pub(super) async fn join(tx: &mut Tx, account: AccountId, team: TeamId, member: &NewMember) -> Result<()> {
    let user = match UserId::parse(&member.user) {
        Some(user) => users::exists_in(tx, account, user).await?.then_some(user),
        None => None,
    };
    let user = user.ok_or_else(|| TeamRefusal::UnknownMember(member.user.clone()))?;
    match member.standing {
        Standing::Main => rows::join_as_main(tx, account, team, user).await?,
        Standing::Extra => {
            rows::leave(tx, account, team, user, true).await?;
            rows::join(tx, account, team, user).await?;
        }
    }
    Ok(())
}

/// Puts a user into these teams and out of others, as far as something is said.
///
/// A team that is named as both, the main one and another, is the main one.
pub(in crate::people) async fn place(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    teams: &UserTeams,
) -> Result<()> {
    if let Some(main) = &teams.main {
        rows::leave_all(tx, account, user, true).await?;
        if !main.is_empty() {
            let team = named(tx, account, main, Standing::Main).await?;
            rows::join_as_main(tx, account, team.id, user).await?;
        }
    }
    if let Some(extra) = &teams.extra {
        rows::leave_all(tx, account, user, false).await?;
        for id in extra.iter().filter(|id| !id.is_empty()) {
            let team = named(tx, account, id, Standing::Extra).await?;
            rows::join(tx, account, team.id, user).await?;
        }
    }
    Ok(())
}

async fn named(tx: &mut Tx, account: AccountId, id: &str, standing: Standing) -> Result<Team> {
    let found = find_in(tx, account, id).await?;
    found.ok_or_else(|| TeamRefusal::UnknownTeam { id: id.to_owned(), standing }.into())
}

/// Takes a user out of all teams.
pub(in crate::people) async fn leave_every(tx: &mut Tx, account: AccountId, user: UserId) -> Result<()> {
    rows::leave_all(tx, account, user, true).await?;
    Ok(rows::leave_all(tx, account, user, false).await?)
}
