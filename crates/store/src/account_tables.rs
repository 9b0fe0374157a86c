//! All tables that hold rows of accounts, for what is done to an account as a whole.
//!
//! Whoever adds a table or a column names it here; a test compares this list with a fresh database.

use linchpin_domain::AccountId;

use crate::{Param, Result, Tx};

/// What a table holds, which decides what becomes of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Records, and what hangs on them: in snapshots, and gone after a reset.
    Records,
    /// What the account says records are: in snapshots, and gone after a reset unless that is to keep it.
    Schema,
    /// What people set once, and the people: in snapshots, and kept by resets.
    Setup,
    /// What calls left behind and expect to find again: gone after a restoration or a reset, for neither is theirs.
    Traces,
    /// What goes only with the account: how it is reached, and what has to move forward however often it is taken
    /// back.
    Account,
}

impl Part {
    /// Whether a snapshot holds it.
    pub const fn is_kept_in_snapshots(self) -> bool {
        matches!(self, Self::Records | Self::Schema | Self::Setup)
    }
}

/// A table that holds rows of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountTable {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub part: Part,
    /// All of its columns but the account, as SQL lists them.
    pub columns: &'static str,
    clear: &'static str,
    copy: &'static str,
}

/// Writes the statements of a table, for a statement is a text that lives as long as the program.
macro_rules! table {
    ($part:ident, $name:literal, $columns:literal) => {
        AccountTable {
            name: $name,
            part: Part::$part,
            columns: $columns,
            clear: concat!("DELETE FROM ", $name, " WHERE account_id = $1"),
            copy: concat!(
                "INSERT INTO ",
                $name,
                " (account_id, ",
                $columns,
                ") SELECT CAST($1 AS BIGINT), ",
                $columns,
                " FROM ",
                $name,
                " WHERE account_id = $2"
            ),
        }
    };
}

/// Every table that holds rows of accounts but the log, which [`crate::changes::begin_anew`] knows how to move; in the
/// order in which they are written, which is that of other writers: records before lists.
pub const ALL: &[AccountTable] = &[
    table!(Records, "records", "object_type, archived, id, created_at, updated_at, archived_at, properties"),
    table!(Records, "unique_values", "key, record_id"),
    table!(Records, "associations", "from_type, from_id, to_type, to_id, types, exclusive"),
    table!(Records, "merged_records", "object_type, id, survivor_id"),
    table!(Records, "blocked_addresses", "hash"),
    table!(Records, "company_domains", "domain, company_id"),
    table!(Records, "pending_effects", "child_type, child_id, parent_type, from_id, revision"),
    table!(Records, "due_effects", "due_at, object_type, id"),
    table!(Records, "due_rates", "due_at, from_id, revision"),
    table!(
        Records,
        "lists",
        "id, object_type, name, kind, status, folder_id, version, size, created_at, updated_at, filters_updated_at, \
         created_by, updated_by, last_added_at, last_removed_at, deleted_at, built_to, conversion, converts_at, \
         converted_at, settings, filters"
    ),
    table!(Records, "list_names", "object_type, name, list_id"),
    table!(Records, "list_folders", "id, parent_id, name, created_at, updated_at, user_id"),
    table!(Records, "list_memberships", "list_id, record_id, added_at"),
    table!(Records, "list_sizes", "list_id, day, size"),
    table!(Records, "log_cursors", "reader, sequence"),
    table!(Records, "reports", "id, kind, user_id, created_at, n_rows, content"),
    table!(Schema, "properties", "object_type, name, definition, created_at, updated_at, archived_at"),
    table!(Schema, "property_groups", "object_type, name, label, display_order, archived_at"),
    table!(Schema, "property_validations", "object_type, property, rule_type, arguments, normalizes"),
    table!(Schema, "pipelines", "object_type, id, definition, created_at, updated_at, archived_at"),
    table!(
        Schema,
        "object_types",
        "object_type, name, definition, created_at, updated_at, archived_at, deleted_at"
    ),
    table!(Schema, "association_labels", "type_id, from_type, to_type, inverse_id, name, label"),
    table!(Schema, "association_limits", "type_id, max_records"),
    table!(Setup, "owners", "id, user_id, email, first_name, last_name, created_at, updated_at, archived_at"),
    table!(Setup, "users", "id, address, role, login_id, created_at, updated_at"),
    table!(Setup, "teams", "id, name, parent_id, created_at"),
    table!(Setup, "team_members", "team_id, user_id, is_main"),
    table!(Setup, "account_features", "name, enabled"),
    table!(Setup, "account_settings", "name, value, updated_at"),
    table!(
        Setup,
        "exchange_rates",
        "id, from_code, to_code, rate, visible, effective_at, created_at, updated_at"
    ),
    table!(Setup, "tax_rates", "id, name, label, percentage, active, created_at, updated_at"),
    table!(Setup, "business_units", "id, name, logo_url, logo_alt_text, created_at"),
    // A test that failed half-way leaves no fault and no wrong time to the next one.
    table!(Traces, "account_tools", "kind, name, revision, definition, struck"),
    // What happened stays in the log of calls.
    table!(
        Account,
        "calls",
        "id, at, operation, method, path, app_id, user_id, status, duration_us, correlation_id, request, response"
    ),
    // What an answer says may be no more.
    table!(Traces, "idempotency_keys", "key, request, claimed_at, status, answer"),
    // A snapshot that took its credentials back would lock out whoever restores it.
    table!(
        Account,
        "apps",
        "id, kind, name, created_at, client_id, client_secret, required_scopes, conditional_scopes, optional_scopes, \
         redirect_urls, updated_at, archived_at"
    ),
    table!(Account, "api_usage", "day, app_id, kind, calls"),
    table!(Account, "call_windows", "app_id, kind, ledger"),
    table!(Account, "installs", "app_id, owner_id, scopes, user_id, installed_at, updated_at"),
    table!(
        Account,
        "tokens",
        "hash, app_id, scopes, hint, created_at, revoked_at, credential, user_id, expires_at, last_used_at, \
         refresh_hash"
    ),
    table!(Account, "sessions", "hash, login_id, created_at, seen_at"),
    table!(Account, "one_time_links", "hash, user_id, purpose, created_at, expires_at"),
    table!(Account, "sign_ins", "id, at, user_id, email, succeeded, ip_address, user_agent"),
    table!(Account, "security_events", "id, at, kind, user_id, email, object_id, ip_address"),
    table!(
        Account,
        "authorization_codes",
        "hash, app_id, user_id, redirect_url, scopes, challenge, expires_at, refresh_hash"
    ),
    table!(Account, "refresh_tokens", "hash, app_id, user_id, scopes, created_at, revoked_at"),
    // Who was told what goes on, whatever becomes of the records: a restored log says from where.
    table!(
        Account,
        "webhook_settings",
        "app_id, target_url, max_concurrent_requests, period, paused, created_at, updated_at"
    ),
    table!(
        Account,
        "webhook_subscriptions",
        "app_id, id, event_type, object_type, property_name, event_type_name, active, created_at, updated_at"
    ),
    table!(Account, "webhook_cursors", "sequence"),
    table!(Account, "webhook_queues", "app_id, owner_id, due_at, node, held_until, failures, failing_since"),
    table!(
        Account,
        "webhook_deliveries",
        "app_id, id, state, n_events, events, created_at, due_at, attempts, sent_at, duration_us, status, error, \
         response, replay_of, is_test, exchange"
    ),
    table!(
        Account,
        "webhook_attempts",
        "app_id, delivery_id, attempt, sent_at, duration_us, status, error, response, exchange"
    ),
    table!(
        Account,
        "journal_subscriptions",
        "id, owner_id, app_id, subject, definition, begins_after, created_at, updated_at"
    ),
    table!(Account, "journal_filters", "subscription_id, id, conditions, created_at"),
    table!(Account, "journal_cursors", "sequence"),
    table!(Account, "journal_heads", "app_id, number"),
    table!(Account, "journal_files", "app_id, number, portal_id, events, published_at"),
    table!(Account, "journal_statuses", "app_id, id, error, message, initiated_at"),
    // Numbers of changes, versions of schemas and ids of records are never given twice.
    table!(Account, "account_states", "last_sequence, schema_version"),
    table!(Account, "id_blocks", "next_id"),
    // Who did what stays true, whatever becomes of it.
    table!(Account, "audit_log", "id, at, user_id, app_id, category, sub_category, action, target"),
    table!(Account, "snapshots", "id, name, created_at, n_records, n_bytes"),
];

/// Deletes the rows of an account in these parts.
pub async fn clear(tx: &mut Tx, account: AccountId, is_meant: impl Fn(Part) -> bool) -> Result<()> {
    for table in ALL.iter().filter(|table| is_meant(table.part)) {
        tx.execute(table.clear, &[Param::Int(account.0)]).await?;
    }
    Ok(())
}

/// Copies what snapshots hold of one account to another one that has nothing of it.
pub async fn copy(tx: &mut Tx, from: AccountId, to: AccountId) -> Result<()> {
    for table in ALL.iter().filter(|table| table.part.is_kept_in_snapshots()) {
        tx.execute(table.copy, &[Param::Int(to.0), Param::Int(from.0)]).await?;
    }
    Ok(())
}
