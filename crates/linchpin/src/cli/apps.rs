//! The commands for apps and their tokens.

use std::time::Duration;

use clap::{Args, Subcommand};

/// What to do with apps.
#[derive(Debug, Subcommand)]
pub(crate) enum AppCommand {
    /// Make an app and print its token, or a public one's client secret, which is never shown again.
    Create(NewApp),
    /// Print the apps, oldest first: id, kind, when it was made, name.
    List(OfAccount),
    /// Print what an app consists of.
    Show(OneApp),
    /// Change an app; a running server follows within a second.
    Update(ChangedApp),
    /// Give an app another client secret and print it; the one before is worthless at once.
    RotateSecret(OneApp),
    /// End an app with all its tokens, in every account.
    Archive(OneApp),
    /// Print the public apps that the account let in: id, when, user, name, scopes.
    Installs(OfAccount),
    /// Take a public app out of the account.
    Uninstall(OneApp),
    /// Make a developer key for the account and print it, which is never shown again.
    DeveloperKey(NewDeveloperKey),
}

/// An account.
#[derive(Debug, Args)]
pub(crate) struct OfAccount {
    /// The account [default: the first one].
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<i64>,
}

/// An app of an account.
#[derive(Debug, Args)]
pub(crate) struct OneApp {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// The app.
    #[arg(value_name = "APP")]
    pub(crate) app: i64,
}

/// The app to make.
#[derive(Debug, Args)]
pub(crate) struct NewApp {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// What people call it.
    #[arg(long)]
    pub(crate) name: String,
    /// Make a public app, which accounts let in by OAuth.
    #[arg(long, conflicts_with = "all_scopes")]
    pub(crate) public: bool,
    #[command(flatten)]
    pub(crate) scopes: ScopeArguments,
    #[command(flatten)]
    pub(crate) more: PublicArguments,
}

/// What only public apps have.
#[derive(Debug, Args)]
pub(crate) struct PublicArguments {
    /// What a public app needs in accounts that have what these are about.
    #[arg(long, value_name = "SCOPES")]
    pub(crate) conditional_scopes: Option<String>,
    /// What a public app can do without.
    #[arg(long, value_name = "SCOPES")]
    pub(crate) optional_scopes: Option<String>,
    /// Where a public app may send people back to; may be given more than once.
    #[arg(long = "redirect-url", value_name = "URL")]
    pub(crate) redirect_urls: Option<Vec<String>>,
}

/// What changes about an app.
#[derive(Debug, Args)]
pub(crate) struct ChangedApp {
    #[command(flatten)]
    pub(crate) which: OneApp,
    /// What people call it from now on.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What it may do from now on: scopes separated by spaces or commas.
    #[arg(long, value_name = "SCOPES", conflicts_with = "all_scopes")]
    pub(crate) scopes: Option<String>,
    /// Let a private app do everything from now on.
    #[arg(long)]
    pub(crate) all_scopes: bool,
    #[command(flatten)]
    pub(crate) more: PublicArguments,
}

/// The developer key to make.
#[derive(Debug, Args)]
pub(crate) struct NewDeveloperKey {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// Let the key before work for so long: 30m, 12h or 7d.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "0")]
    pub(crate) grace: Duration,
}

/// What the app may do: one of the two must be said.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ScopeArguments {
    /// What the app may do: scopes separated by spaces or commas.
    #[arg(long, value_name = "SCOPES")]
    pub(crate) scopes: Option<String>,
    /// Let a private app do everything.
    #[arg(long)]
    pub(crate) all_scopes: bool,
}

/// What to do with the tokens of private apps.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a private app and print its token, or one more token of an app, which is never shown again.
    Create(NewToken),
    /// Print the live tokens of an app: id, last characters, when it was made, ends and was last used.
    List(TokensOf),
    /// Make a new token of an app and print it; those that it has work on for a while.
    Rotate(RotatedTokens),
    /// Make a token worthless; a running server follows within a second.
    Revoke {
        /// The token, or with --app its id.
        token: String,
        /// The app whose token the id names.
        #[arg(long, value_name = "ID")]
        app: Option<i64>,
        #[command(flatten)]
        of: OfAccount,
    },
}

/// The token to make.
#[derive(Debug, Args)]
pub(crate) struct NewToken {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// What people call the new app.
    #[arg(long, default_value = "Private app", conflicts_with = "app")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) what: TokenArguments,
}

/// Whose the token is, or what it may do: one of the three must be said.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct TokenArguments {
    /// Make a token of this app instead of a new one.
    #[arg(long, value_name = "ID")]
    pub(crate) app: Option<i64>,
    /// What the new app may do: scopes separated by spaces or commas.
    #[arg(long, value_name = "SCOPES")]
    pub(crate) scopes: Option<String>,
    /// Let the new app do everything.
    #[arg(long)]
    pub(crate) all_scopes: bool,
}

/// The tokens of an app.
#[derive(Debug, Args)]
pub(crate) struct TokensOf {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// The app.
    #[arg(long, value_name = "ID")]
    pub(crate) app: i64,
}

/// The tokens to rotate.
#[derive(Debug, Args)]
pub(crate) struct RotatedTokens {
    #[command(flatten)]
    pub(crate) which: TokensOf,
    /// Let the tokens before work for so long: 30m, 12h or 7d; 0 ends them at once.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "7d")]
    pub(crate) grace: Duration,
}

/// A time such as `90s`, `30m`, `12h` or `7d`; a bare number counts seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[number.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err("a time is a number with s, m, h or d behind it, such as 7d".to_owned()),
    };
    let seconds = number.parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    seconds.map(Duration::from_secs).ok_or_else(|| "a time begins with a whole number, such as 7d".to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::duration;

    #[test]
    fn times_are_numbers_with_units() {
        for (text, seconds) in [
            ("0", Some(0)),
            ("45s", Some(45)),
            ("30m", Some(1_800)),
            ("12h", Some(43_200)),
            ("7d", Some(604_800)),
            ("d", None),
            ("1w", None),
            ("-1d", None),
            ("1.5h", None),
            ("99999999999999999999d", None),
        ] {
            assert_eq!(duration(text).ok(), seconds.map(Duration::from_secs), "{text}");
        }
    }
}
