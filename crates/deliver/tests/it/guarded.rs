//! What the client refuses, and how requests end that nobody answers as they should.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use linchpin_deliver::guarded::{Client, Networks, Trust};
use linchpin_domain::Timestamp;
use linchpin_engine::webhooks::Answered;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use crate::harness::{Receiver, client};

async fn post(client: &Client, url: &str) -> Answered {
    client.post(url, HeaderMap::new(), b"[]".to_vec(), Timestamp(0)).await
}

/// Posts to a URL that nobody is to be reached at.
async fn check(networks: Networks, url: &str, expected: &str) {
    let client = Client::new(networks, Trust::default()).expect("there is nothing to refuse");
    let answered = post(&client, url).await;
    assert_eq!((answered.status, answered.error.as_deref()), (None, Some(expected)), "{url}");
}

#[tokio::test]
async fn other_networks_are_not_reached() {
    let network =
        |address: &str| format!("{address} is not a public address, which this server does not connect to");
    let insecure = "receivers are reached by https, and by http on this machine only";
    let receiver = Receiver::start().await;
    let port = receiver.address.port();
    let strict = Networks::default();
    check(strict, &receiver.url(), &network("127.0.0.1")).await;
    check(strict, &format!("https://127.0.0.1:{port}/"), &network("127.0.0.1")).await;
    check(strict, &format!("https://[::ffff:127.0.0.1]:{port}/"), &network("::ffff:127.0.0.1")).await;
    check(strict, "https://169.254.169.254/latest", &network("169.254.169.254")).await;
    check(strict, "https://10.0.0.1/", &network("10.0.0.1")).await;
    check(strict, "https://0.0.0.0/", &network("0.0.0.0")).await;
    check(strict, "http://example.com/", insecure).await;
    check(strict, "https://a:b@example.com/", "this is no URL that can be posted to").await;
    check(strict, "not a URL", "this is no URL that can be posted to").await;
    let all = Networks { loopback: true, private: true };
    check(all, "http://10.0.0.1/", insecure).await;
    check(all, "https://169.254.169.254/", &network("169.254.169.254")).await;
    check(Networks { loopback: true, private: false }, "https://10.0.0.1/", &network("10.0.0.1")).await;
}

#[tokio::test]
async fn names_are_judged_by_their_addresses() {
    let client = Client::new(Networks::default(), Trust::default()).expect("there is nothing to refuse");
    let answered = post(&client, "http://localhost:1/").await;
    let error = answered.error.expect("the test can do that");
    assert!(error.ends_with("is not a public address, which this server does not connect to"), "{error}");
}

#[tokio::test]
async fn nobody_is_waited_for_forever() {
    let mut receiver = Receiver::start().await;
    let client = client().with_timeout(Duration::from_millis(50));
    let url = receiver.url();
    let (answered, _unanswered) = tokio::join!(post(&client, &url), receiver.next());
    assert_eq!(answered.error.as_deref(), Some("no answer within 50 ms"));
}

#[tokio::test]
async fn a_closed_port_refuses() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("the test can do that");
    let address = listener.local_addr().expect("the test can do that");
    drop(listener);
    let error = post(&client(), &format!("http://{address}/")).await.error.expect("the test can do that");
    assert!(error.starts_with(&format!("cannot connect to {address}: ")), "{error}");
}

#[tokio::test]
async fn garbage_is_no_answer() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("the test can do that");
    let url = format!("http://{}/", listener.local_addr().expect("the test can do that"));
    let garbage = async {
        let (mut stream, _) = listener.accept().await.expect("the test can do that");
        let mut bytes = [0; 1_024];
        assert!(stream.read(&mut bytes).await.expect("the test can do that") > 0);
        stream.write_all(b"these are not the bytes\r\n\r\n").await.expect("the test can do that");
    };
    let client = client();
    let (answered, ()) = tokio::join!(post(&client, &url), garbage);
    assert_eq!(answered.status, None);
    assert!(answered.error.is_some());
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let mut receiver = Receiver::start().await;
    let url = receiver.url();
    let client = client();
    let redirect = async {
        let location = format!("http://{}/elsewhere", receiver.address);
        let response = Response::builder().status(307).header("location", location);
        receiver.next().await.answer_with(response.body(Body::empty()).expect("the test can do that"));
    };
    let (answered, ()) = tokio::join!(post(&client, &url), redirect);
    assert_eq!((answered.status, answered.is_success()), (Some(307), false));
    assert_eq!(answered.error.as_deref(), Some("redirects are not followed"));
    assert!(receiver.is_quiet());
}

#[tokio::test]
async fn the_beginning_of_an_answer_is_kept() {
    for length in [0, 4_095, 4_096, 5_000, 1 << 20] {
        let mut receiver = Receiver::start().await;
        let url = receiver.url();
        let client = client();
        let answer = async {
            receiver.next().await.answer_with(Response::new(Body::from("x".repeat(length))));
        };
        let (answered, ()) = tokio::join!(post(&client, &url), answer);
        assert!(answered.is_success());
        assert_eq!(answered.body.unwrap_or_default().len(), length.min(4_096));
    }
}

/// An authority, and a server with its certificate that answers every request of one connection with 204.
async fn secured() -> (String, String) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key"))
        .expect("the test can do that");
    let key = KeyPair::generate().expect("a key");
    let certificate = CertificateParams::new(["localhost".to_owned()])
        .expect("the test can do that")
        .signed_by(&key, &authority)
        .expect("the test can do that");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the test can do that")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .expect("the test can do that");
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("the test can do that");
    let url = format!("https://localhost:{}/", listener.local_addr().expect("the test can do that").port());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("the test can do that");
        // Who does not believe the certificate says so here.
        let Ok(mut stream) = TlsAcceptor::from(Arc::new(config)).accept(stream).await else { return };
        let mut bytes = [0; 4_096];
        assert!(stream.read(&mut bytes).await.expect("the test can do that") > 0);
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.expect("the test can do that");
    });
    (url, authority.pem())
}

#[tokio::test]
async fn certificates_of_known_authorities_are_believed() {
    let networks = Networks { loopback: true, private: false };
    let (url, pem) = secured().await;
    let mut trust = Trust::default();
    trust.add_pem(&pem).expect("the test can do that");
    let answered = post(&Client::new(networks, trust).expect("the test can do that"), &url).await;
    assert_eq!((answered.status, answered.error), (Some(204), None));

    let (url, _) = secured().await;
    let mut other = Trust::default();
    other.add_pem(&pem).expect("the test can do that");
    let answered = post(&Client::new(networks, other).expect("the test can do that"), &url).await;
    let error = answered.error.expect("the test can do that");
    assert!(error.starts_with("TLS with localhost fails: "), "{error}");
}
