//! What is said once calls are accepted.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use linchpin_domain::AccountId;
use serde::Serialize;

/// Where and how to call the server.
#[derive(Debug, Serialize)]
pub(crate) struct Ready<'a> {
    base_url: String,
    account_id: i64,
    /// None when other machines can call and the token was shown before: a log may travel further than the token
    /// should.
    token: Option<&'a str>,
    /// Where the first person says who it is; none once somebody did.
    setup_url: Option<String>,
    pid: u32,
    /// Where the server stands in for HubSpot's hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    drop_in: Option<SocketAddr>,
}

/// Where a server takes calls.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sockets {
    /// The address for those who know the server.
    pub(crate) address: SocketAddr,
    /// Whether it speaks TLS there.
    pub(crate) is_secure: bool,
    /// Where it stands in for HubSpot's hosts.
    pub(crate) drop_in: Option<SocketAddr>,
}

/// A token that may or may not be shown, and a link for the first person.
pub(crate) struct Shown<'a> {
    /// The token.
    pub(crate) token: &'a str,
    /// Whether it was made just now, so that it has to be shown.
    pub(crate) is_new: bool,
    /// The secret of the link, where nobody can sign in yet.
    pub(crate) setup_link: Option<&'a str>,
}

impl<'a> Ready<'a> {
    /// The message of a server at these addresses.
    pub(crate) fn new(sockets: Sockets, account: AccountId, shown: &Shown<'a>) -> Self {
        let may_show = shown.is_new || sockets.address.ip().is_loopback();
        let base_url = base_url(sockets);
        Self {
            setup_url: shown.setup_link.map(|link| link_url(&base_url, link)),
            base_url,
            account_id: account.0,
            token: may_show.then_some(shown.token),
            pid: std::process::id(),
            drop_in: sockets.drop_in,
        }
    }

    /// Prints one line of JSON for a program.
    pub(crate) fn print_json(&self) -> io::Result<()> {
        let mut line = serde_json::to_vec(self)?;
        line.push(b'\n');
        let mut out = io::stdout().lock();
        out.write_all(&line)?;
        out.flush()
    }

    /// Prints the same for people; `token_file` says where the token is when it is not shown.
    pub(crate) fn print_text(&self, token_file: &std::path::Path) -> io::Result<()> {
        let text = self.text(token_file);
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    fn text(&self, token_file: &std::path::Path) -> String {
        let Self { base_url, account_id, .. } = self;
        let drop_in = self.drop_in.map_or_else(String::new, |address| {
            format!("HubSpot's hosts, by https, at {address}; `linchpin ca install` prints how programs come here\n  ")
        });
        let file = shell_quoted(&token_file.display().to_string());
        let (token, credential) = match self.token {
            Some(token) => (token.to_owned(), token.to_owned()),
            None => (format!("in {}", token_file.display()), format!("$(cat {file})")),
        };
        let setup = self.setup_url.as_ref().map(|url| {
            format!("Nobody can sign in yet. For the next 24 hours, this link lets you be the first:\n\n  {url}\n\n")
        });
        let setup = setup.unwrap_or_default();
        format!(
            "\nLinchpin takes calls.\n\n  \
             Base URL    {base_url}\n  \
             Account id  {account_id}\n  \
             Token       {token}\n  {drop_in}\n\
             {setup}\
             Make a contact:\n\n  \
             curl {base_url}/crm/v3/objects/contacts -H \"Authorization: Bearer {credential}\" \
             -H 'Content-Type: application/json' \
             -d '{{\"properties\":{{\"firstname\":\"Ada\",\"lastname\":\"Byron\"}}}}'\n\n"
        )
    }
}

/// Where a one-time link leads.
pub(crate) fn link_url(base_url: &str, link: &str) -> String {
    format!("{base_url}/link/{link}")
}

/// The address as a URL that this machine can call.
fn base_url(Sockets { address, is_secure, .. }: Sockets) -> String {
    let scheme = if is_secure { "https" } else { "http" };
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("{scheme}://{}", SocketAddr::new(ip, address.port()))
}

/// The text as one word for a shell.
pub(crate) fn shell_quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn sockets(address: &str, is_secure: bool) -> Sockets {
        Sockets { address: address.parse().unwrap(), is_secure, drop_in: None }
    }

    fn ready(address: &str, is_new: bool) -> Ready<'static> {
        Ready::new(
            sockets(address, false),
            AccountId(7),
            &Shown { token: "pat-x", is_new, setup_link: Some("once") },
        )
    }

    #[test]
    fn base_urls_can_be_called() {
        for (address, is_secure, expected) in [
            ("127.0.0.1:8080", false, "http://127.0.0.1:8080"),
            ("0.0.0.0:80", false, "http://127.0.0.1:80"),
            ("[::]:8080", false, "http://[::1]:8080"),
            ("10.1.2.3:8080", true, "https://10.1.2.3:8080"),
        ] {
            assert_eq!(base_url(sockets(address, is_secure)), expected);
        }
    }

    #[test]
    fn the_token_is_shown_on_this_machine_or_when_it_is_new() {
        for (address, is_new, shown) in [
            ("127.0.0.1:1", false, true),
            ("[::1]:1", false, true),
            ("0.0.0.0:1", true, true),
            ("0.0.0.0:1", false, false),
        ] {
            let ready = ready(address, is_new);
            assert_eq!(ready.token.is_some(), shown, "{address}");
            assert_eq!(ready.text(Path::new("/d/token")).contains("pat-x"), shown, "{address}");
        }
    }

    #[test]
    fn standing_in_for_others_is_told() {
        let mut ready = ready("127.0.0.1:8080", true);
        assert!(!ready.text(Path::new("/d/token")).contains("HubSpot"));
        ready.drop_in = Some("127.0.0.1:443".parse().unwrap());
        assert!(ready.text(Path::new("/d/token")).contains("HubSpot's hosts, by https, at 127.0.0.1:443"));
    }

    #[test]
    fn the_first_person_is_told_where_to_go() {
        let text = ready("127.0.0.1:8080", true).text(Path::new("/d/token"));
        assert!(text.contains("  http://127.0.0.1:8080/link/once\n"), "{text}");
    }

    #[test]
    fn a_token_that_is_not_shown_is_read_from_its_file() {
        let text = ready("0.0.0.0:8080", false).text(Path::new("/my data/it's/token"));
        assert!(text.contains(r#"Bearer $(cat '/my data/it'\''s/token')""#), "{text}");
    }
}
