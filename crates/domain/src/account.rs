//! What an account says about itself: its time zone, its currency, and what else people set once.

use std::collections::BTreeMap;

use crate::calendar::Zone;
use crate::currency;
use crate::quota::{Plan, Tier};
use crate::retry;

/// Something that an account sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// What kind of account it says it is.
    AccountType,
    /// How many packs of more calls it has bought.
    ApiAddOn,
    /// Which calls its log has.
    CallLog,
    /// For how many days calls stay there.
    CallLogDays,
    /// The currency that amounts are summed up in: three capital letters.
    CompanyCurrency,
    /// Where its data lie, in HubSpot's word for the region.
    DataHostingLocation,
    /// The domain by which apps are told which account it is.
    HubDomain,
    /// How long access tokens of apps that it let in last.
    OAuthTokenSeconds,
    /// How many searches it may make in a second.
    SearchPerSecond,
    /// Whether its properties may hold sensitive values.
    SensitiveData,
    /// What it pays for, as far as limits of calls go.
    Tier,
    /// Where its days begin: a name of the time zone database.
    TimeZone,
    /// The host at which people open it in a browser.
    UiDomain,
    /// For how many days what was sent to apps is kept.
    WebhookLogDays,
    /// After how many seconds what an app did not take is sent again, each time.
    WebhookRetrySeconds,
}

/// The kinds of accounts that HubSpot has (documented).
const ACCOUNT_TYPES: [&str; 4] = ["STANDARD", "DEVELOPER_TEST", "SANDBOX", "APP_DEVELOPER"];

/// Which calls a log can have: none, those that fail or do more than read, all, or all with their bodies.
const CALL_LOGS: [&str; 4] = ["off", "changes", "all", "bodies"];

/// The regions in which HubSpot hosts accounts (documented).
const HOSTING_LOCATIONS: [&str; 6] = ["na1", "na2", "na3", "eu1", "ap1", "ca1"];

/// That an account has something, and that it does without.
const ON: &str = "on";
const OFF: &str = "off";

/// The longest that access tokens last: a year.
const MAX_TOKEN_SECONDS: i64 = 365 * 24 * 60 * 60;

impl Setting {
    /// Every setting, in the order of their names.
    pub const ALL: [Self; 15] = [
        Self::AccountType,
        Self::ApiAddOn,
        Self::CallLog,
        Self::CallLogDays,
        Self::CompanyCurrency,
        Self::DataHostingLocation,
        Self::HubDomain,
        Self::OAuthTokenSeconds,
        Self::SearchPerSecond,
        Self::SensitiveData,
        Self::Tier,
        Self::TimeZone,
        Self::UiDomain,
        Self::WebhookLogDays,
        Self::WebhookRetrySeconds,
    ];

    /// The name that commands and the store know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountType => "account-type",
            Self::ApiAddOn => "api-add-on",
            Self::CallLog => "call-log",
            Self::CallLogDays => "call-log-days",
            Self::CompanyCurrency => "company-currency",
            Self::DataHostingLocation => "data-hosting-location",
            Self::HubDomain => "hub-domain",
            Self::OAuthTokenSeconds => "oauth-token-seconds",
            Self::SearchPerSecond => "search-per-second",
            Self::SensitiveData => "sensitive-data",
            Self::Tier => "tier",
            Self::TimeZone => "time-zone",
            Self::UiDomain => "ui-domain",
            Self::WebhookLogDays => "webhook-log-days",
            Self::WebhookRetrySeconds => "webhook-retry-seconds",
        }
    }

    /// The setting of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// What holds in an account that never set it.
    pub const fn default(self) -> &'static str {
        match self {
            Self::AccountType => "STANDARD",
            Self::ApiAddOn => "0",
            Self::CallLog => "changes",
            Self::CallLogDays => "7",
            Self::CompanyCurrency => "USD",
            Self::DataHostingLocation => "na1",
            Self::HubDomain => "linchpin.example",
            Self::OAuthTokenSeconds => "1800",
            Self::SearchPerSecond => "5",
            Self::SensitiveData => ON,
            Self::Tier => Tier::Off.as_str(),
            Self::TimeZone => "UTC",
            Self::UiDomain => "app.hubspot.com",
            Self::WebhookLogDays => "3",
            Self::WebhookRetrySeconds => retry::SECONDS,
        }
    }

    /// What a value has to be, in words that follow "it is".
    pub const fn expected(self) -> &'static str {
        match self {
            Self::AccountType => "STANDARD, DEVELOPER_TEST, SANDBOX or APP_DEVELOPER",
            Self::ApiAddOn => "0, 1 or 2",
            Self::CallLog => "off, changes, all or bodies",
            Self::CallLogDays | Self::WebhookLogDays => "a number of days from 1 to 366",
            Self::CompanyCurrency => "the three capital letters of a currency, such as EUR",
            Self::DataHostingLocation => "na1, na2, na3, eu1, ap1 or ca1",
            Self::HubDomain => "the name of a domain, such as example.com",
            Self::OAuthTokenSeconds => "a number of seconds from 1 to 31536000",
            Self::SearchPerSecond => "a number from 1 to 1000",
            Self::SensitiveData => "on or off",
            Self::Tier => "off, free, starter, professional or enterprise",
            Self::TimeZone => "a name of the time zone database, such as Europe/Berlin",
            Self::UiDomain => "the name of a host, such as app.hubspot.com",
            Self::WebhookRetrySeconds => "up to 20 numbers of seconds from 0 to 86400, such as 60,300,900",
        }
    }

    /// Whether an account can set this value.
    pub fn allows(self, value: &str) -> bool {
        match self {
            Self::AccountType => ACCOUNT_TYPES.contains(&value),
            Self::ApiAddOn => value.parse().is_ok_and(|packs: u8| packs <= Plan::MAX_PACKS),
            Self::CallLog => CALL_LOGS.contains(&value),
            Self::CallLogDays | Self::WebhookLogDays => {
                value.parse().is_ok_and(|days| (1..=366).contains(&days))
            }
            Self::CompanyCurrency => currency::find(value).is_some(),
            Self::DataHostingLocation => HOSTING_LOCATIONS.contains(&value),
            Self::SearchPerSecond => value.parse().is_ok_and(|searches| (1..=1_000_u32).contains(&searches)),
            Self::SensitiveData => [ON, OFF].contains(&value),
            Self::Tier => Tier::parse(value).is_some(),
            // The database is searched in any case; clients are not that lenient.
            Self::TimeZone => Zone::find(value).is_some_and(|zone| zone.name() == value),
            Self::HubDomain | Self::UiDomain => is_host(value),
            Self::WebhookRetrySeconds => retry::parse(value).is_some(),
            Self::OAuthTokenSeconds => {
                value.parse().is_ok_and(|seconds| (1..=MAX_TOKEN_SECONDS).contains(&seconds))
            }
        }
    }
}

/// Whether this is the name of a host, perhaps with a port.
fn is_host(value: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
    (1..=253).contains(&value.len()) && value.bytes().all(is_part)
}

/// The settings of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    set: BTreeMap<Setting, String>,
    zone: Zone,
    plan: Plan,
}

impl Settings {
    /// The value of a setting.
    pub fn get(&self, setting: Setting) -> &str {
        self.set.get(&setting).map_or(setting.default(), String::as_str)
    }

    /// Whether properties may hold sensitive values.
    pub fn has_sensitive_data(&self) -> bool {
        self.get(Setting::SensitiveData) == ON
    }

    /// Where the account's days begin.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// What decides how often its apps may call.
    pub fn plan(&self) -> Plan {
        self.plan
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { set: BTreeMap::new(), zone: Zone::UTC, plan: Plan::default() }
    }
}

impl FromIterator<(Setting, String)> for Settings {
    /// What an account set; a value that is no longer allowed counts as never set.
    fn from_iter<I: IntoIterator<Item = (Setting, String)>>(set: I) -> Self {
        let set: BTreeMap<_, _> = set.into_iter().filter(|(setting, value)| setting.allows(value)).collect();
        let zone = set.get(&Setting::TimeZone).and_then(|name| Zone::find(name));
        let number = |setting| set.get(&setting).and_then(|value| value.parse::<u32>().ok());
        let plan = Plan {
            tier: set.get(&Setting::Tier).and_then(|name| Tier::parse(name)).unwrap_or_default(),
            packs: number(Setting::ApiAddOn).and_then(|packs| packs.try_into().ok()).unwrap_or_default(),
            searches: number(Setting::SearchPerSecond).unwrap_or(Plan::SEARCHES),
        };
        Self { zone: zone.unwrap_or(Zone::UTC), plan, set }
    }
}

#[cfg(test)]
mod tests {
    use super::{Setting, Settings};
    use crate::calendar::Zone;

    #[test]
    fn settings_are_found_by_name_and_allow_their_defaults() {
        assert!(Setting::ALL.is_sorted_by_key(|setting| setting.as_str()));
        for setting in Setting::ALL {
            assert_eq!(Setting::parse(setting.as_str()), Some(setting));
            assert!(setting.allows(setting.default()), "{setting:?}");
            assert_eq!(Settings::default().get(setting), setting.default());
        }
    }

    #[test]
    fn values_are_checked() {
        for (setting, value, expected) in [
            (Setting::AccountType, "SANDBOX", true),
            (Setting::AccountType, "sandbox", false),
            (Setting::CompanyCurrency, "EUR", true),
            (Setting::CompanyCurrency, "eur", false),
            (Setting::CompanyCurrency, "EURO", false),
            (Setting::CompanyCurrency, "EUX", false),
            (Setting::DataHostingLocation, "eu1", true),
            (Setting::DataHostingLocation, "mars1", false),
            (Setting::UiDomain, "localhost:8080", true),
            (Setting::UiDomain, "https://app.hubspot.com", false),
            (Setting::UiDomain, "", false),
            (Setting::WebhookRetrySeconds, "1,0,86400", true),
            (Setting::WebhookRetrySeconds, "1,,2", false),
            (Setting::WebhookLogDays, "0", false),
            (Setting::ApiAddOn, "2", true),
            (Setting::ApiAddOn, "3", false),
            (Setting::SearchPerSecond, "4", true),
            (Setting::SearchPerSecond, "0", false),
            (Setting::SensitiveData, "off", true),
            (Setting::SensitiveData, "yes", false),
            (Setting::Tier, "starter", true),
            (Setting::Tier, "gold", false),
            (Setting::TimeZone, "US/Eastern", true),
            (Setting::TimeZone, "us/eastern", false),
            (Setting::TimeZone, "Mars/Base", false),
        ] {
            assert_eq!(setting.allows(value), expected, "{setting:?} {value}");
        }
    }

    #[test]
    fn what_is_not_allowed_counts_as_never_set() {
        let settings: Settings =
            [(Setting::TimeZone, "US/Eastern".to_owned()), (Setting::CompanyCurrency, "money".to_owned())]
                .into_iter()
                .collect();
        assert_eq!(settings.zone(), &Zone::find("US/Eastern").unwrap());
        assert_eq!(settings.get(Setting::CompanyCurrency), "USD");
    }
}
