//! Secrets stand nowhere but with those whom they are for: not in logs, refusals or metrics, and not on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::tempdir;

use crate::harness::Server;

/// Files that hold secrets on purpose, readable by whoever runs the server only.
const KEPT: [&str; 2] = ["token", "server.key"];

/// Where apps get tokens.
const TOKENS: &str = "/oauth/v1/token";

/// A server whose secrets are watched.
struct Watched {
    server: Server,
    data: PathBuf,
    log: PathBuf,
    secrets: Vec<String>,
    /// Everything that was said where no secret belongs.
    said: Vec<String>,
}

impl Watched {
    fn start(data: &Path, log: &Path) -> Self {
        let server = Server::start_logging(data, log);
        let secrets = vec![server.token().to_owned()];
        Self { server, data: data.to_owned(), log: log.to_owned(), secrets, said: Vec::new() }
    }

    /// Calls as the admin; what comes may hold secrets, which are watched from now on.
    fn obtain(&mut self, method: &str, path: &str, body: &str, names: &[&str]) -> Value {
        let (status, text) = self.server.call(method, path, self.server.token(), body);
        assert!(status < 300, "{method} {path}: {text}");
        let body: Value = serde_json::from_str(&text).expect("the answer is JSON");
        let found = names.iter().map(|name| body[name].as_str().expect("a secret comes").to_owned());
        self.secrets.extend(found);
        body
    }

    /// Calls with something that is wrong or too little; nothing of it may come back.
    fn is_refused(&mut self, method: &str, path: &str, token: &str, body: &str) {
        let (status, text) = self.server.call(method, path, token, body);
        assert!(status >= 400, "{method} {path}: {text}");
        self.said.push(text);
    }

    /// Stops the server and looks for every secret everywhere.
    fn check(mut self) {
        let metrics = self.server.call("GET", "/metrics", self.server.token(), "").1;
        assert!(metrics.contains("linchpin"), "{metrics}");
        self.said.push(metrics);
        let files = files(&self.data);
        // Read while the server runs as well: then the newest rows are in the log of the database.
        let mut read: Vec<_> =
            files.iter().map(|file| (file.clone(), fs::read(file).unwrap_or_default())).collect();
        // Told to, and not killed: the log is written out at the end.
        self.server.stop();
        let log = fs::read(&self.log).expect("the log is there");
        let text = String::from_utf8_lossy(&log);
        assert!(text.contains("answered a call"), "{text}");
        read.push((self.log.clone(), log));
        read.extend(self.said.into_iter().map(|said| (PathBuf::from("what was said"), said.into_bytes())));
        for secret in &self.secrets {
            assert!(secret.len() > 10, "{secret:?} is no secret");
            for (place, bytes) in &read {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{secret} stands in {}", place.display());
            }
        }
    }
}

/// The files below a folder, without those that hold secrets on purpose.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !KEPT.iter().any(|name| path.file_name().is_some_and(|file| file == *name)) {
            found.push(path);
        }
    }
    found
}

/// Lets an app in, as its users and it do: consent, exchange, renewal, what is known of the tokens, and their end.
fn go_through_oauth(watched: &mut Watched, id: &str, secret: &str) {
    let redirect = "https://a.example";
    let client = format!("client_id={id}&client_secret={secret}&redirect_uri={redirect}");
    let asked = format!(r#"{{"client_id":"{id}","redirect_uri":"{redirect}","scope":"developers-read"}}"#);
    let text = |body: &Value, name: &str| body[name].as_str().expect("a secret comes").to_owned();
    let exchanged = |watched: &mut Watched| {
        let granted = watched.obtain("POST", "/_linchpin/v1/oauth/authorizations", &asked, &["code"]);
        let code = text(&granted, "code");
        let exchange = format!("grant_type=authorization_code&code={code}&{client}");
        (watched.obtain("POST", TOKENS, &exchange, &["access_token", "refresh_token"]), exchange)
    };
    let (_, exchange) = exchanged(watched);
    // The same code again ends what it brought, so that the rest needs another one.
    watched.is_refused("POST", TOKENS, "", &exchange);
    let (tokens, _) = exchanged(watched);
    let refresh = text(&tokens, "refresh_token");
    let renewal = format!("grant_type=refresh_token&refresh_token={refresh}&{client}");
    let access = text(&watched.obtain("POST", TOKENS, &renewal, &["access_token"]), "access_token");
    watched.is_refused("GET", "/crm/v3/objects/contacts", &access, "");
    let of_refresh = format!("/oauth/v1/refresh-tokens/{refresh}");
    for path in [&of_refresh, &format!("/oauth/v1/access-tokens/{access}")] {
        assert_eq!(watched.server.call("GET", path, "", "").0, 200, "what is known of a token");
    }
    assert_eq!(watched.server.call("DELETE", &of_refresh, "", "").0, 204, "a refresh token ends");
    watched.is_refused("POST", TOKENS, "", &renewal);
}

#[test]
fn no_secret_is_left_anywhere() {
    let (data, logs) = (tempdir().unwrap(), tempdir().unwrap());
    let mut watched = Watched::start(data.path(), &logs.path().join("log"));
    let apps = "/_linchpin/v1/apps";
    let private = watched.obtain("POST", apps, r#"{"name":"Sync","scopes":["crm.lists.read"]}"#, &["token"]);
    let public = r#"{"name":"Sync","type":"PUBLIC","scopes":["developers-read"],"redirectUrls":["https://a.example"]}"#;
    let public = watched.obtain("POST", apps, public, &["clientSecret"]);
    let token = private["token"].as_str().expect("a token").to_owned();
    let of = |app: &Value, rest: &str| format!("{apps}/{}/{rest}", app["id"].as_str().expect("an id"));
    watched.obtain("POST", &of(&private, "tokens/rotate"), "{}", &["token"]);
    let client = watched.obtain("POST", &of(&public, "client-secret/rotate"), "{}", &["clientSecret"]);
    let key = watched.obtain("POST", "/_linchpin/v1/developer-key/rotate", "{}", &["token"]);
    let key = key["token"].as_str().expect("a key").to_owned();

    // Right credentials for what they do not open, and credentials that are nearly right.
    let contacts = "/crm/v3/objects/contacts";
    let nearly = format!("{token}x");
    watched.secrets.push(nearly.clone());
    watched.is_refused("GET", contacts, &token, "");
    watched.is_refused("GET", contacts, &nearly, "");
    watched.is_refused("GET", &format!("{contacts}?hapikey={key}"), "", "");
    watched.is_refused("GET", &format!("/oauth/v1/access-tokens/{nearly}"), "", "");
    watched.is_refused("GET", &format!("/oauth/v1/refresh-tokens/{nearly}"), "", "");
    let introspect = "/oauth/v2/private-apps/get/access-token-info";
    watched.is_refused("POST", introspect, "", &format!(r#"{{"tokenKey":"{nearly}"}}"#));
    watched.is_refused("POST", introspect, "", &format!(r#"{{"tokenKey":"{token}""#));
    watched.is_refused("POST", introspect, "", &format!(r#"{{"tokenKey":["{token}"]}}"#));
    let (id, secret) =
        (client["clientId"].as_str().expect("an id"), client["clientSecret"].as_str().expect("one"));
    go_through_oauth(&mut watched, id, secret);
    for (id, secret) in [(id, secret), (id, &nearly), (&nearly, secret)] {
        let form =
            format!("grant_type=refresh_token&client_id={id}&client_secret={secret}&refresh_token={nearly}");
        watched.is_refused("POST", &format!("{TOKENS}?{form}"), "", &form);
    }
    watched.check();
}
