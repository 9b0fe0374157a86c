//! Teams: users of an account who belong together, and the teams that these are parts of.

use linchpin_domain::{AccountId, TeamId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx, counters};

/// The number of the first team of an account; the next ones count up.
const FIRST_TEAM: i64 = 1;

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its number.
    pub id: TeamId,
    /// What people call it.
    pub name: String,
    /// The team that it is part of.
    pub parent: Option<TeamId>,
}

/// A user in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The user.
    pub user: UserId,
    /// The team.
    pub team: TeamId,
    /// What people call the team.
    pub name: String,
    /// Whether it is the user's main team.
    pub is_main: bool,
}

/// A part of the memberships of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Users {
    /// From this user on.
    pub from: UserId,
    /// Up to this user.
    pub to: UserId,
}

const TEAM: &str = "SELECT id, name, parent_id FROM teams WHERE account_id = $1 AND id = $2";
const TEAMS: &str =
    "SELECT id, name, parent_id FROM teams WHERE account_id = $1 AND id >= $2 ORDER BY id LIMIT $3";

/// The statement that reads memberships, up to its last conditions.
macro_rules! memberships {
    ($rest:literal) => {
        concat!(
            "SELECT m.user_id, m.team_id, t.name, m.is_main FROM team_members m \
             JOIN teams t ON t.account_id = m.account_id AND t.id = m.team_id WHERE m.account_id = $1 AND ",
            $rest
        )
    };
}

fn team(row: &Row<'_>) -> Result<Team> {
    Ok(Team { id: TeamId(row.int(0)?), name: row.text(1)?.to_owned(), parent: row.opt_int(2)?.map(TeamId) })
}

fn membership(row: &Row<'_>) -> Result<Membership> {
    Ok(Membership {
        user: UserId(row.int(0)?),
        team: TeamId(row.int(1)?),
        name: row.text(2)?.to_owned(),
        is_main: row.int(3)? == 1,
    })
}

/// At most `limit` teams in the order of their numbers, from this number on.
pub async fn list(database: &Database, account: AccountId, from: i64, limit: usize) -> Result<Vec<Team>> {
    let limit = Param::Int(limit as i64);
    database.query(TEAMS, &[Param::Int(account.0), Param::Int(from), limit], team).await
}

/// The team of this number.
pub async fn read(database: &Database, account: AccountId, id: TeamId) -> Result<Option<Team>> {
    database.query_opt(TEAM, &[Param::Int(account.0), Param::Int(id.0)], team).await
}

/// The team of this number, as a transaction that is about to change its members sees it.
pub async fn read_in(tx: &mut Tx, account: AccountId, id: TeamId) -> Result<Option<Team>> {
    tx.query_opt(TEAM, &[Param::Int(account.0), Param::Int(id.0)], team).await
}

/// All teams of an account, in the order of their numbers.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<Team>> {
    database.query(TEAMS, &[Param::Int(account.0), Param::Int(0), Param::Int(i64::MAX)], team).await
}

/// All teams of an account, as a transaction that is about to change them sees them.
pub async fn all_in(tx: &mut Tx, account: AccountId) -> Result<Vec<Team>> {
    tx.query(TEAMS, &[Param::Int(account.0), Param::Int(0), Param::Int(i64::MAX)], team).await
}

/// Makes a team and returns its number.
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<TeamId>,
    now: Timestamp,
) -> Result<TeamId> {
    let id = counters::next(tx, &format!("team.{account}"), FIRST_TEAM).await?;
    tx.execute(
        "INSERT INTO teams (account_id, id, name, parent_id, created_at) VALUES ($1, $2, $3, $4, $5)",
        &[
            Param::Int(account.0),
            Param::Int(id),
            Param::Text(name),
            Param::opt(parent.map(|parent| parent.0)),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(TeamId(id))
}

/// Says what a team is called and part of.
pub async fn change(tx: &mut Tx, account: AccountId, to: &Team) -> Result<()> {
    tx.execute(
        "UPDATE teams SET name = $1, parent_id = $2 WHERE account_id = $3 AND id = $4",
        &[
            Param::Text(&to.name),
            Param::opt(to.parent.map(|parent| parent.0)),
            Param::Int(account.0),
            Param::Int(to.id.0),
        ],
    )
    .await?;
    Ok(())
}

/// Deletes a team with its memberships; those that were part of it become part of what it was part of.
pub async fn remove(tx: &mut Tx, account: AccountId, team: &Team) -> Result<()> {
    tx.execute(
        "UPDATE teams SET parent_id = $1 WHERE account_id = $2 AND parent_id = $3",
        &[Param::opt(team.parent.map(|parent| parent.0)), Param::Int(account.0), Param::Int(team.id.0)],
    )
    .await?;
    let params = [Param::Int(account.0), Param::Int(team.id.0)];
    tx.execute("DELETE FROM team_members WHERE account_id = $1 AND team_id = $2", &params).await?;
    tx.execute("DELETE FROM teams WHERE account_id = $1 AND id = $2", &params).await?;
    Ok(())
}

/// At most `limit` members of a team in the order of their numbers, from this user on.
pub async fn members(
    database: &Database,
    account: AccountId,
    team: TeamId,
    from: i64,
    limit: usize,
) -> Result<Vec<Membership>> {
    database
        .query(
            memberships!("m.team_id = $2 AND m.user_id >= $3 ORDER BY m.user_id LIMIT $4"),
            &[Param::Int(account.0), Param::Int(team.0), Param::Int(from), Param::Int(limit as i64)],
            membership,
        )
        .await
}

/// In which teams some users are, each user's main team first.
pub async fn memberships(database: &Database, account: AccountId, of: Users) -> Result<Vec<Membership>> {
    database
        .query(
            memberships!("m.user_id >= $2 AND m.user_id <= $3 ORDER BY m.user_id, m.is_main DESC, m.team_id"),
            &[Param::Int(account.0), Param::Int(of.from.0), Param::Int(of.to.0)],
            membership,
        )
        .await
}

/// Makes a team the main one of a user, in place of another one.
pub async fn join_as_main(tx: &mut Tx, account: AccountId, team: TeamId, user: UserId) -> Result<()> {
    leave_all(tx, account, user, true).await?;
    tx.execute(
        "INSERT INTO team_members (account_id, team_id, user_id, is_main) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (account_id, team_id, user_id) DO UPDATE SET is_main = 1",
        &[Param::Int(account.0), Param::Int(team.0), Param::Int(user.0)],
    )
    .await?;
    Ok(())
}

/// Puts a user into a team beside the main one; whoever is in it already stays so.
pub async fn join(tx: &mut Tx, account: AccountId, team: TeamId, user: UserId) -> Result<()> {
    tx.execute(
        "INSERT INTO team_members (account_id, team_id, user_id, is_main) VALUES ($1, $2, $3, 0) \
         ON CONFLICT (account_id, team_id, user_id) DO NOTHING",
        &[Param::Int(account.0), Param::Int(team.0), Param::Int(user.0)],
    )
    .await?;
    Ok(())
}

/// Takes a user out of a team, if the user is in it in this way.
pub async fn leave(tx: &mut Tx, account: AccountId, team: TeamId, user: UserId, is_main: bool) -> Result<()> {
    tx.execute(
        "DELETE FROM team_members WHERE account_id = $1 AND team_id = $2 AND user_id = $3 AND is_main = $4",
        &[Param::Int(account.0), Param::Int(team.0), Param::Int(user.0), Param::Int(is_main.into())],
    )
    .await?;
    Ok(())
}

/// Takes a user out of the main team, or out of all others.
pub async fn leave_all(tx: &mut Tx, account: AccountId, user: UserId, is_main: bool) -> Result<()> {
    tx.execute(
        "DELETE FROM team_members WHERE account_id = $1 AND user_id = $2 AND is_main = $3",
        &[Param::Int(account.0), Param::Int(user.0), Param::Int(is_main.into())],
    )
    .await?;
    Ok(())
}
