//! `linchpin account`: make and list accounts, set what they say about themselves, and switch what they have.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use linchpin_domain::AccountId;
use linchpin_domain::account::Setting;
use linchpin_domain::feature::Feature;
use linchpin_engine::{Engine, tax_rates};

use crate::cli::{AccountCommand, NewSetting, NewTaxRate, Switch, TaxRateCommand};
use crate::config::Config;
use crate::installation::Installation;

/// Runs the command; a server may be running.
pub(crate) async fn run(config: &Config, command: &AccountCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        AccountCommand::Create { name } => create(&engine, name).await,
        AccountCommand::List => list(&engine).await,
        AccountCommand::Enable(switch) => set(&engine, switch, true).await,
        AccountCommand::Disable(switch) => set(&engine, switch, false).await,
        AccountCommand::Features { account } => features(&engine, *account).await,
        AccountCommand::Set(new) => change(&engine, new).await,
        AccountCommand::TaxRate(TaxRateCommand::Add(new)) => add_tax_rate(&engine, new).await,
        AccountCommand::Settings { account } => settings(&engine, *account).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn create(engine: &Engine, name: &str) -> Result<()> {
    let account = engine.create_account(name).await?;
    writeln!(std::io::stdout(), "{account}")?;
    Ok(())
}

async fn list(engine: &Engine) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for account in engine.accounts().await? {
        writeln!(out, "{}\t{}\t{}", account.id, account.created_at, account.name)?;
    }
    Ok(())
}

async fn set(engine: &Engine, switch: &Switch, enabled: bool) -> Result<()> {
    let account = find(engine, switch.account).await?;
    let feature =
        Feature::parse(&switch.feature).context("the command line takes only features that exist")?;
    Ok(engine.switch_feature(account, feature, enabled).await?)
}

async fn features(engine: &Engine, account: Option<i64>) -> Result<()> {
    let features = engine.features(find(engine, account).await?).await?;
    let mut out = std::io::stdout().lock();
    for feature in Feature::ALL {
        let state = if features.has(feature) { "on" } else { "off" };
        writeln!(out, "{}\t{state}", feature.as_str())?;
    }
    Ok(())
}

async fn change(engine: &Engine, new: &NewSetting) -> Result<()> {
    let account = find(engine, new.account).await?;
    let setting = Setting::parse(&new.name).context("the command line takes only settings that exist")?;
    Ok(engine.set_in_account(account, setting, &new.value).await?)
}

async fn add_tax_rate(engine: &Engine, new: &NewTaxRate) -> Result<()> {
    let account = find(engine, new.account).await?;
    let tax_rate = tax_rates::NewTaxRate {
        name: new.name.clone(),
        label: new.label.clone(),
        percentage: new.percentage.clone(),
        active: true,
    };
    writeln!(std::io::stdout(), "{}", engine.add_tax_rate(account, tax_rate).await?.id)?;
    Ok(())
}

async fn settings(engine: &Engine, account: Option<i64>) -> Result<()> {
    let settings = engine.account_settings(find(engine, account).await?).await?;
    let mut out = std::io::stdout().lock();
    for setting in Setting::ALL {
        writeln!(out, "{}\t{}", setting.as_str(), settings.get(setting))?;
    }
    Ok(())
}

/// The account of this id, or the first one.
pub(super) async fn find(engine: &Engine, id: Option<i64>) -> Result<AccountId> {
    let accounts = engine.accounts().await?;
    let found = match id {
        Some(id) => accounts.iter().find(|account| account.id.0 == id),
        None => accounts.first(),
    };
    match (found, id) {
        (Some(account), _) => Ok(account.id),
        (None, Some(id)) => bail!("there is no account {id}; `linchpin account list` shows those there are"),
        (None, None) => bail!("there is no account yet; make one with `linchpin account create --name NAME`"),
    }
}
