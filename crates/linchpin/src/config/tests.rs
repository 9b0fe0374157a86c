//! Which layer wins, and what is said about mistakes.

use clap::Parser as _;

use super::*;
use crate::cli::{Cli, Command};

/// The configuration from a command line, variables and the text of a configuration file.
fn load(arguments: &str, variables: &[(&str, &str)], file: &str) -> Result<Config> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.toml");
    std::fs::write(&path, file).unwrap();
    let arguments = std::iter::once("linchpin").chain(arguments.split_whitespace());
    let (mut common, command) = Cli::parse_from(arguments).split().unwrap();
    common.config = common.config.or(Some(path));
    let Command::Serve(serve) = command else { panic!("not serving") };
    let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    Config::from_layers(&common, Some(&serve), variables)
}

fn check_failure(arguments: &str, variables: &[(&str, &str)], file: &str, expected: &str) {
    let failure = load(arguments, variables, file).expect_err(expected);
    let failure = format!("{failure:#}");
    assert!(failure.contains(expected), "{failure:?} does not say {expected:?}");
}

#[test]
fn every_setting_has_a_default() {
    let config = load("", &[("PATH", "/bin")], "").unwrap();
    assert_eq!(config.listen, "127.0.0.1:8080");
    assert_eq!(config.data, Path::new("linchpin-data"));
    assert_eq!(config.log_format, LogFormat::Human);
    assert_eq!(config.search, SearchMode::ReadYourWrites);
    assert!(config.database_url.is_none() && !config.sample_data && !config.ready_json);
}

#[test]
fn flags_win_over_the_environment_and_the_environment_over_the_file() {
    let file = "listen = 'file:1'";
    let variable = [("LINCHPIN_LISTEN", "environment:1")];
    for (arguments, variables, file, expected) in [
        ("--listen flag:1", &variable[..], file, "flag:1"),
        ("", &variable[..], file, "environment:1"),
        ("", &[], file, "file:1"),
        ("", &[], "", "127.0.0.1:8080"),
    ] {
        assert_eq!(load(arguments, variables, file).unwrap().listen, expected);
    }
}

#[test]
fn text_becomes_what_a_setting_is() {
    let variables =
        [("LINCHPIN_DATA", "1"), ("LINCHPIN_DATABASE_CONNECTIONS", "7"), ("LINCHPIN_SAMPLE_DATA", "true")];
    let config = load("--log-format json --log-level warn,linchpin_api=debug", &variables, "").unwrap();
    assert_eq!(config.data, Path::new("1"));
    assert_eq!(config.database_connections, 7);
    assert!(config.sample_data);
    assert_eq!(config.log_format, LogFormat::Json);
    assert!(!load("--sample-data=false", &variables, "").unwrap().sample_data);
}

#[test]
fn mistakes_name_their_source() {
    for (arguments, variables, file, expected) in [
        ("", &[][..], "lissten = 'x'", "file.toml: setting \"lissten\": there is no such setting"),
        ("", &[], "listen = 1.5.0", "file.toml is not TOML"),
        ("", &[], "sample_data = 'perhaps'", "file.toml: setting \"sample_data\""),
        ("", &[("LINCHPIN_LISSTEN", "x")], "", "LINCHPIN_LISSTEN: there is no such setting"),
        ("", &[("LINCHPIN_DATABASE_CONNECTIONS", "x")], "", "LINCHPIN_DATABASE_CONNECTIONS: "),
        ("--log-level loud", &[], "", "--log-level: "),
        ("--log-format xml", &[], "", "--log-format: "),
        ("--config /nowhere/x.toml", &[], "", "cannot read the configuration file /nowhere/x.toml"),
    ] {
        check_failure(arguments, variables, file, expected);
    }
}

#[test]
fn variables_of_clients_are_no_settings() {
    let variables = NO_SETTINGS.map(|name| (name, "x"));
    assert!(load("", &variables, "").is_ok());
}

#[test]
fn the_data_folder_may_hold_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let (common, _) = Cli::parse_from(["linchpin", "--data", data]).split().unwrap();
    let listen = || Config::from_layers(&common, None, std::iter::empty()).unwrap().listen;
    assert_eq!(listen(), "127.0.0.1:8080");
    std::fs::write(folder.path().join(FILE_NAME), "listen = 'file:1'").unwrap();
    assert_eq!(listen(), "file:1");
}

#[test]
fn secrets_are_not_printed() {
    let config = load("--database-url postgres://u:pass@h/d", &[], "").unwrap();
    assert!(!format!("{config:?}").contains("pass"));
    assert_eq!(config.database_url.unwrap().expose(), "postgres://u:pass@h/d");
}
