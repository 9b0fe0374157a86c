//! The command line.
//!
//! Flags that are settings end up in [`crate::config::Config`] as its topmost layer; what belongs to one command
//! only stays here.

pub(crate) mod apps;
pub(crate) mod receivers;
pub(crate) mod webhooks;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use linchpin_domain::Role;
use linchpin_domain::account::Setting;
use linchpin_domain::feature::Feature;
use serde::Serialize;

use apps::{AppCommand, TokenCommand};
use receivers::{DeliveriesArguments, ListenArguments, TriggerArguments};
use webhooks::WebhooksCommand;

/// The open CRM server that speaks the HubSpot public API.
///
/// Without a command it serves.
/// Every setting can also be given as a LINCHPIN_* environment variable (--database-url is LINCHPIN_DATABASE_URL)
/// and in a TOML file (database_url = "…"); flags win over the environment, and the environment over the file.
#[derive(Debug, Parser)]
#[command(name = "linchpin", version, subcommand_value_name = "COMMAND")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: CommonFlags,
    #[command(flatten)]
    serve: ServeFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Flags that every command takes.
#[derive(Debug, Args, Serialize)]
pub(crate) struct CommonFlags {
    /// Read settings from this TOML file instead of linchpin.toml in the data folder.
    #[arg(long, value_name = "FILE", global = true)]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,
    /// Keep everything in this folder [default: ./linchpin-data].
    #[arg(long, value_name = "DIR", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<PathBuf>,
    /// Keep the records in this PostgreSQL database (postgres://…) instead of the data folder.
    #[arg(long, value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<String>,
    /// Open at most this many PostgreSQL connections [default: 16].
    #[arg(long, value_name = "N", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    database_connections: Option<usize>,
    /// Log what is at least this important: error, warn, info, debug or trace, also by part, as in
    /// warn,linchpin_api=debug [default: info].
    #[arg(long, value_name = "LEVEL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    log_level: Option<String>,
    /// Log for people or for machines: human or json [default: human].
    #[arg(long, value_name = "FORMAT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    log_format: Option<String>,
}

/// Flags of `serve`.
#[derive(Debug, Default, PartialEq, Eq, Args, Serialize)]
pub(crate) struct ServeFlags {
    /// Take calls on this address; port 0 picks a free one [default: 127.0.0.1:8080].
    #[arg(long, value_name = "HOST:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<String>,
    /// Speak TLS on that address, with the certificate chain in this PEM file, which is read again when it changes; goes
    /// with --tls-key.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in a PEM file.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    tls_key: Option<PathBuf>,
    /// Also stand in for HubSpot's hosts, by TLS with a certificate made here: `linchpin ca install` prints what makes
    /// programs call this server.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    drop_in: Option<bool>,
    /// Stand in for them on this address; port 0 picks a free one [default: 127.0.0.1:443].
    #[arg(long, value_name = "HOST:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    drop_in_listen: Option<String>,
    /// Let webhooks reach addresses of private networks, such as 10.0.0.1; this machine they reach without it while only
    /// this machine can call the server.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_private_networks: Option<bool>,
    /// Also believe receivers of webhooks with certificates of the authorities in this PEM file, besides those that the
    /// machine trusts.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_ca: Option<PathBuf>,
    /// Let searches see everything that was committed when they arrived, or what the index holds, which follows within
    /// about a second: read-your-writes or eventual [default: read-your-writes].
    #[arg(long, value_name = "MODE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<String>,
    /// Print exactly one JSON line on standard output once calls are accepted: base_url, account_id, token,
    /// setup_url (while nobody can sign in), pid.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    ready_json: Option<bool>,
    /// Fill an empty account with a small believable CRM.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_data: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Take calls; the default command.
    Serve(ServeFlags),
    /// Write a realistic, reproducible data set of any size.
    Seed(SeedArguments),
    /// Make and list accounts, and switch what they have.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Make, show, change and end apps.
    #[command(subcommand)]
    App(AppCommand),
    /// Make, list, rotate and revoke the tokens of private apps.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Say where apps want to be told what happens, and what.
    #[command(subcommand)]
    Webhooks(WebhooksCommand),
    /// Make people whom records can belong to.
    #[command(subcommand)]
    Owner(OwnerCommand),
    /// Make, list, change and remove the people who sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// Bring archived records back; no server may be running.
    Restore(RestoreArguments),
    /// Show the certificate authority that `serve --drop-in` uses, and how programs come to trust it.
    #[command(subcommand)]
    Ca(CaCommand),
    /// Print the log of calls: when, status, milliseconds, method, path, operation, app, correlation id.
    Calls(CallsArguments),
    /// Print the change log, a line of JSON for each change.
    Changes(ChangesArguments),
    /// Print events as they happen: when, the type, the record, and what is new about it.
    Listen(ListenArguments),
    /// Let an event happen, on records made for it, and print what was done; a running server sends it to the apps that
    /// want it.
    Trigger(TriggerArguments),
    /// Print what is sent to apps: id, when, app, state, attempts, what came back, milliseconds, events; or send it once
    /// more.
    Deliveries(DeliveriesArguments),
    /// Look at the search indexes and build them anew; no server may be running.
    #[command(subcommand)]
    Index(IndexCommand),
}

/// Which calls to print.
#[derive(Debug, Args)]
pub(crate) struct CallsArguments {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// Begin with this many of the newest calls.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// Go on with those that come, until interrupted.
    #[arg(long)]
    pub(crate) follow: bool,
}

/// Which changes to print.
#[derive(Debug, Args)]
pub(crate) struct ChangesArguments {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// Begin behind the change of this number.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) after: i64,
    /// Go on with those that come, until interrupted.
    #[arg(long)]
    pub(crate) follow: bool,
}

/// What to tell of the certificate authority, which is made when there is none yet.
#[derive(Debug, Subcommand)]
pub(crate) enum CaCommand {
    /// Print its certificate, in PEM.
    Show,
    /// Print where the file with its certificate is.
    Path,
    /// Print what makes systems and programs trust it and call this machine instead of HubSpot; changes nothing.
    Install,
}

/// What to do with search indexes.
#[derive(Debug, Subcommand)]
pub(crate) enum IndexCommand {
    /// Build indexes anew from the records: before the first search of a type, which would wait for it otherwise.
    Rebuild(IndexArguments),
    /// Print the indexes that there are: account, object type, records, bytes, and how many changes they are behind.
    Status,
}

/// Which indexes to build.
#[derive(Debug, Args)]
pub(crate) struct IndexArguments {
    /// The account [default: all].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// The object type, by any of its names, such as contacts [default: all that have records].
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) object_type: Option<String>,
}

/// What to restore.
#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The object type of the records, by any of its names, such as contacts.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) object_type: String,
    /// The id of a record; may be given more than once.
    #[arg(long = "id", value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
}

/// What to write.
#[derive(Debug, Args)]
pub(crate) struct SeedArguments {
    /// How many contacts.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) contacts: u64,
    /// How many companies.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) companies: u64,
    /// How many deals.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) deals: u64,
    /// The same seed gives the same records, on every machine and in every version.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Make an account and print its id.
    Create {
        /// What people call it.
        #[arg(long)]
        name: String,
    },
    /// Print the accounts, oldest first: id, when it was made, name.
    List,
    /// Switch a feature on; a running server follows within a second.
    Enable(Switch),
    /// Switch a feature off; a running server follows within a second.
    Disable(Switch),
    /// Print the features with what they are: on or off.
    Features {
        /// The account [default: the first one].
        #[arg(long, value_name = "ID")]
        account: Option<i64>,
    },
    /// Change a setting, such as the time zone; a running server follows within a second.
    Set(NewSetting),
    /// Change what the account charges beside its prices.
    #[command(subcommand)]
    TaxRate(TaxRateCommand),
    /// Print the settings with their values.
    Settings {
        /// The account [default: the first one].
        #[arg(long, value_name = "ID")]
        account: Option<i64>,
    },
}

/// What to switch.
#[derive(Debug, Args)]
pub(crate) struct Switch {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// The feature.
    #[arg(value_parser = PossibleValuesParser::new(Feature::ALL.map(Feature::as_str)))]
    pub(crate) feature: String,
}

/// What to do with tax rates.
#[derive(Debug, Subcommand)]
pub(crate) enum TaxRateCommand {
    /// Add a tax rate and print its id.
    Add(NewTaxRate),
}

/// The tax rate to add.
#[derive(Debug, Args)]
pub(crate) struct NewTaxRate {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// The name.
    #[arg(long)]
    pub(crate) name: String,
    /// What people read [default: the name].
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) label: String,
    /// How many percents it is.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) percentage: String,
}

/// What to set.
#[derive(Debug, Args)]
pub(crate) struct NewSetting {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// The setting.
    #[arg(value_parser = PossibleValuesParser::new(Setting::ALL.map(Setting::as_str)))]
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: String,
}

/// What to do with owners.
#[derive(Debug, Subcommand)]
pub(crate) enum OwnerCommand {
    /// Make an owner and print its id; a running server follows within a second.
    Create(NewOwner),
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make a user and print a link, good for 24 hours and for one use, by which the person gets a password.
    Create(NewUser),
    /// Print the users of an account: number, e-mail address, role, and whether somebody signs in as the user.
    List {
        /// The account [default: the first one].
        #[arg(long, value_name = "ID")]
        account: Option<i64>,
    },
    /// Print a link, good for 24 hours and for one use, by which a person sets another password.
    ResetPassword(UserArguments),
    /// Change what a user may do.
    Role {
        #[command(flatten)]
        user: UserArguments,
        /// What the user may do.
        #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.map(Role::as_str)))]
        role: String,
    },
    /// Take a user out of an account; what the user owned stays as it is.
    Remove(UserArguments),
}

/// A user of an account.
#[derive(Debug, Args)]
pub(crate) struct UserArguments {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// The e-mail address of the user.
    #[arg(long)]
    pub(crate) email: String,
}

/// The user to make.
#[derive(Debug, Args)]
pub(crate) struct NewUser {
    #[command(flatten)]
    pub(crate) user: UserArguments,
    /// The first name.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) first_name: String,
    /// The last name.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) last_name: String,
    /// What the user may do.
    #[arg(long, default_value = Role::Member.as_str(), value_parser = PossibleValuesParser::new(Role::ALL.map(Role::as_str)))]
    pub(crate) role: String,
}

/// The owner to make.
#[derive(Debug, Args)]
pub(crate) struct NewOwner {
    /// The account whose records the owner may have [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
    /// The email address, which no other owner of the account has.
    #[arg(long)]
    pub(crate) email: String,
    /// The first name.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) first_name: String,
    /// The last name.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) last_name: String,
}

impl Cli {
    /// Reads the process' arguments; prints help or what is wrong and ends the process when there is nothing to do.
    pub(crate) fn of_process() -> (CommonFlags, Command) {
        Self::parse().split().unwrap_or_else(|error| error.exit())
    }

    /// The common flags and the command, which is `serve` when none was named.
    pub(crate) fn split(self) -> Result<(CommonFlags, Command), clap::Error> {
        let command = match self.command {
            None => Command::Serve(self.serve),
            Some(command) if self.serve == ServeFlags::default() => command,
            // Read silently, `linchpin --listen … token list` would look as if it did something.
            Some(_) => {
                let message = "what concerns serving, such as --listen, belongs behind the command `serve`";
                return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
            }
        };
        Ok((self.common, command))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &str) -> Result<Command, clap::Error> {
        let arguments = std::iter::once("linchpin").chain(arguments.split_whitespace());
        Cli::try_parse_from(arguments).and_then(Cli::split).map(|(_, command)| command)
    }

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serving_is_the_default() {
        for arguments in
            ["", "--listen :0 --ready-json", "serve --sample-data", "serve --sample-data=false", "--data x"]
        {
            assert!(matches!(parse(arguments), Ok(Command::Serve(_))), "{arguments}");
        }
    }

    #[test]
    fn common_flags_stand_before_or_behind_the_command() {
        for arguments in ["--data x seed --contacts 5", "seed --contacts 5 --data x", "account --data x list"]
        {
            assert!(parse(arguments).is_ok(), "{arguments}");
        }
    }

    #[test]
    fn features_are_known_by_name() {
        for arguments in
            ["account enable services", "account disable courses --account 7", "account features"]
        {
            assert!(matches!(parse(arguments), Ok(Command::Account(_))), "{arguments}");
        }
    }

    #[test]
    fn settings_are_known_by_name() {
        for arguments in [
            "account set time-zone Europe/Berlin --account 7",
            "account settings",
            "account tax-rate add --name VAT --percentage 19",
        ] {
            assert!(matches!(parse(arguments), Ok(Command::Account(_))), "{arguments}");
        }
    }

    #[test]
    fn webhooks_have_commands() {
        for arguments in [
            "trigger contact.creation",
            "trigger object.propertyChange --object-type 2-7 --property model=T --account 7 --app 3",
            "deliveries --app 1 --state failed --follow",
            "deliveries --app 1 --replay 7..9",
            "listen --app 3 --events contact.creation,contact.propertyChange",
            "webhooks receive --url http://127.0.0.1:3000/ --events contact.creation,object.creation:2-7",
        ] {
            assert!(
                matches!(
                    parse(arguments),
                    Ok(Command::Trigger(_)
                        | Command::Deliveries(_)
                        | Command::Webhooks(_)
                        | Command::Listen(_))
                ),
                "{arguments}"
            );
        }
    }

    #[test]
    fn apps_and_tokens_have_commands() {
        for arguments in [
            "app create --name x --scopes a",
            "app create --name x --public --scopes a --redirect-url https://a.b --redirect-url https://c.d",
            "app update 1 --name y",
            "token create --app 1",
            "token rotate --app 1",
            "token revoke 12ab --app 1 --account 2",
        ] {
            assert!(matches!(parse(arguments), Ok(Command::App(_) | Command::Token(_))), "{arguments}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for arguments in [
            "--listen :0 account list",
            "account enable",
            "account enable teleportation",
            "account set gravity 10",
            "account set time-zone",
            "token create",
            "token create --scopes a --all-scopes",
            "token create --app 1 --all-scopes",
            "token create --app 1 --name x",
            "token revoke",
            "token rotate --app 1 --grace soon",
            "token rotate --grace 7d",
            "app create --name x",
            "app create --name x --public --all-scopes",
            "app update 1 --scopes a --all-scopes",
            "app show",
            "seed --contacts many",
            "serve --contacts 5",
            "restore --type contacts",
            "restore --id 1",
            "trigger",
            "trigger deal.stageChange",
            "trigger contact.creation --property firstname",
            "deliveries --state lost",
            "webhooks receive --events contact.creation",
            "webhooks receive --url http://127.0.0.1/ --events contact.propertyChange",
            "deliveries --replay 7 --follow",
            "wait",
        ] {
            assert!(parse(arguments).is_err(), "{arguments}");
        }
    }
}
