//! TLS: standing in for HubSpot's hosts, and the operator's own certificate.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rcgen::{CertificateParams, KeyPair};
use serde_json::Value;
use tempfile::tempdir;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned, SupportedProtocolVersion,
};

use crate::harness::{Server, answer, fail, request, succeed};

/// How long a test waits for what happens within seconds.
const PATIENCE: Duration = Duration::from_mins(1);

const BOTH: &[&SupportedProtocolVersion] = &[&TLS13, &TLS12];

/// A client that trusts the certificate in a PEM text and nothing else.
fn client(trusted: &str, versions: &[&'static SupportedProtocolVersion]) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let trusted = CertificateDer::from_pem_slice(trusted.as_bytes()).expect("the certificate is PEM");
    roots.add(trusted).expect("the certificate can be trusted");
    let config = ClientConfig::builder_with_provider(ring::default_provider().into());
    let config = config.with_protocol_versions(versions).expect("the versions are known");
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Arc::new(config)
}

/// Sends a request to an address under a host's name, and returns the answer with the version of TLS.
fn call(
    config: &Arc<ClientConfig>,
    address: &str,
    host: &str,
    text: &str,
) -> Result<(String, ProtocolVersion), std::io::Error> {
    let name = ServerName::try_from(host.to_owned()).expect("a host has a name");
    let connection = ClientConnection::new(Arc::clone(config), name).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address)?);
    stream.write_all(text.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let version = stream.conn.protocol_version().expect("keys were agreed upon");
    Ok((answer, version))
}

fn drop_in(data: &Path) -> (Server, String) {
    let server = Server::start(data, &["--drop-in", "--drop-in-listen", "127.0.0.1:0"]);
    let address = server.ready["drop_in"].as_str().expect("the address is told").to_owned();
    (server, address)
}

#[test]
fn a_drop_in_server_answers_by_the_names_of_hubspots_hosts() {
    let data = tempdir().unwrap();
    let (server, address) = drop_in(data.path());
    let authority = succeed(&["ca", "show"], data.path());
    let read = request("GET", "/crm/v3/objects/contacts?limit=1", server.token(), "");
    for (versions, expected) in
        [(&[&TLS12][..], ProtocolVersion::TLSv1_2), (&[&TLS13], ProtocolVersion::TLSv1_3)]
    {
        let config = client(&authority, versions);
        for host in
            ["api.hubapi.com", "api.hubspot.com", "app-eu1.hubspot.com", "api.hsforms.com", "127.0.0.1"]
        {
            let (answer, version) = call(&config, &address, host, &read).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{host}: {answer}");
            assert_eq!(version, expected);
        }
        assert!(call(&config, &address, "example.com", &read).is_err(), "no other name is vouched for");
    }
    // The plain port is there as before, with the same data.
    server.create_contact("Ada");
    server.create_contact("Grace");
    let page = request("GET", "/crm/v3/objects/contacts?limit=1", server.token(), "");
    let page = page.replace("crm.example.com", "api.hubapi.com");
    let (answer, _) = call(&client(&authority, BOTH), &address, "api.hubapi.com", &page).unwrap();
    assert!(answer.contains(r#""link":"https://api.hubapi.com/crm/v3/objects/contacts"#), "{answer}");
    server.stop();
}

#[test]
fn the_authority_is_made_once_and_trusted_by_nobody_else() {
    let (data, other) = (tempdir().unwrap(), tempdir().unwrap());
    let first = succeed(&["ca", "show"], data.path());
    let (server, address) = drop_in(data.path());
    let path = succeed(&["ca", "path"], data.path());
    assert_eq!(fs::read_to_string(path.trim()).unwrap().trim(), first.trim());
    let read = request("GET", "/livez", "", "");
    assert!(call(&client(&first, BOTH), &address, "localhost", &read).is_ok());
    let foreign = succeed(&["ca", "show"], other.path());
    assert_ne!(foreign, first);
    assert!(call(&client(&foreign, BOTH), &address, "localhost", &read).is_err());
    server.stop();
    #[cfg(unix)]
    for file in ["ca.key", "ca.pem"] {
        let mode = fs::metadata(data.path().join(file)).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600, "{file}");
    }
    let told = succeed(&["ca", "install"], data.path());
    assert!(told.contains(path.trim()) && told.contains("127.0.0.1  api.hubapi.com"), "{told}");
    assert!(!told.contains("{{"), "{told}");
}

#[test]
fn clients_that_say_nothing_hold_up_neither_others_nor_the_end() {
    let data = tempdir().unwrap();
    let (server, address) = drop_in(data.path());
    let _silent: Vec<_> = (0..50).map(|_| TcpStream::connect(&address).unwrap()).collect();
    let authority = succeed(&["ca", "show"], data.path());
    let read = request("GET", "/livez", "", "");
    let (told, _) = call(&client(&authority, BOTH), &address, "localhost", &read).unwrap();
    assert!(told.starts_with("HTTP/1.1 200"), "{told}");
    // Neither does one that speaks plain HTTP.
    let mut plain = TcpStream::connect(&address).unwrap();
    plain.write_all(read.as_bytes()).unwrap();
    let mut refusal = Vec::new();
    // Whatever comes back, it is no answer.
    let _ = plain.read_to_end(&mut refusal);
    assert!(!refusal.starts_with(b"HTTP"));
    let asked = Instant::now();
    server.stop();
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
}

/// Writes a new certificate for `localhost` and its key, and returns the certificate.
fn certificate(folder: &Path) -> String {
    let key = KeyPair::generate().expect("a key can be made");
    let params = CertificateParams::new(["localhost".to_owned()]).expect("it is a name");
    let certificate = params.self_signed(&key).expect("a certificate can be made");
    fs::write(folder.join("key.pem"), key.serialize_pem()).expect("the folder can be written");
    fs::write(folder.join("cert.pem"), certificate.pem()).expect("the folder can be written");
    certificate.pem()
}

#[test]
fn the_operators_certificate_is_read_again_when_it_changes() {
    let (data, files) = (tempdir().unwrap(), tempdir().unwrap());
    let first = certificate(files.path());
    let path = |name: &str| files.path().join(name).display().to_string();
    let (cert, key) = (path("cert.pem"), path("key.pem"));
    let server = Server::start(data.path(), &["--tls-cert", &cert, "--tls-key", &key]);
    let address = server.ready["base_url"].as_str().and_then(|url| url.strip_prefix("https://"));
    let address = address.expect("the address is called by https").to_owned();
    let read = request("GET", "/livez", "", "");
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(client(&first, BOTH), name).unwrap();
    let mut open = StreamOwned::new(connection, TcpStream::connect(&address).unwrap());
    open.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    assert!(open.read(&mut [0; 64]).unwrap() > 0);

    // Half of a change is none.
    fs::write(&key, KeyPair::generate().unwrap().serialize_pem()).unwrap();
    server.signal("HUP");
    let second = certificate(files.path());
    server.signal("HUP");
    let asked = Instant::now();
    while call(&client(&second, BOTH), &address, "localhost", &read).is_err() {
        assert!(asked.elapsed() < PATIENCE, "the new certificate is not used");
        std::thread::yield_now();
    }
    assert!(call(&client(&first, BOTH), &address, "localhost", &read).is_err());
    open.write_all(read.as_bytes()).unwrap();
    let mut rest = String::new();
    open.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("HTTP/1.1 200"), "a connection that is open goes on: {rest}");
    server.stop();
}

#[test]
fn certificates_that_are_none_are_refused_by_name() {
    let (data, files) = (tempdir().unwrap(), tempdir().unwrap());
    certificate(files.path());
    let path = |name: &str| files.path().join(name).display().to_string();
    let (cert, key, missing) = (path("cert.pem"), path("key.pem"), path("missing.pem"));
    fs::write(path("empty.pem"), "").unwrap();
    fs::write(path("other.pem"), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    for (arguments, expected) in [
        (vec!["--tls-cert", &cert], "go together".to_owned()),
        (vec!["--tls-cert", &missing, "--tls-key", &key], format!("cannot read {missing}")),
        (vec!["--tls-cert", &path("empty.pem"), "--tls-key", &key], "holds no certificate".to_owned()),
        (vec!["--tls-cert", &cert, "--tls-key", &path("empty.pem")], "holds no private key".to_owned()),
        (vec!["--tls-cert", &cert, "--tls-key", &path("other.pem")], "do not go together".to_owned()),
    ] {
        let arguments: Vec<_> = ["serve", "--listen", "127.0.0.1:0"].into_iter().chain(arguments).collect();
        let message = fail(&arguments, data.path());
        assert!(message.contains(&expected), "{message}");
        assert!(!message.contains("PRIVATE KEY"), "{message}");
    }
}

#[test]
fn a_server_that_stands_in_for_nobody_says_nothing_of_it() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    assert_eq!(server.ready.get("drop_in"), None::<&Value>);
    assert!(!data.path().join("ca.key").exists());
    let mut connection = server.connect();
    connection.write_all(request("GET", "/livez", "", "").as_bytes()).unwrap();
    assert_eq!(answer(&mut connection).0, 200);
}
