//! Whom webhooks may reach, and whose certificates they believe.

use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use linchpin_deliver::guarded::{Client, Networks, Trust};

use crate::config::Config;
use crate::data_folder::DataFolder;

/// What sends webhooks for a server that takes calls on an address.
pub(crate) fn client(config: &Config, folder: &DataFolder, address: SocketAddr) -> Result<Client> {
    // Who can call a server that only this machine reaches can reach this machine without it.
    let networks = Networks { loopback: address.ip().is_loopback(), private: config.allow_private_networks };
    let mut trust = Trust::of_machine();
    let own = folder.authority_file();
    match fs::read_to_string(&own) {
        Ok(pem) => trust.add_pem(&pem).with_context(|| format!("{} is damaged", own.display()))?,
        // Nobody has asked for one.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", own.display())),
    }
    if let Some(file) = &config.webhook_ca {
        let pem = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        trust.add_pem(&pem).with_context(|| format!("--webhook-ca {}", file.display()))?;
    }
    Ok(Client::new(networks, trust)?)
}
