//! The requests that the load generator sends, written before the clock starts.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::contacts::{self, SERIAL_DIGITS};
use crate::load::Requests;
use crate::random::{Random, scrambled};

/// Different reads of one connection before they repeat.
const READS: usize = 8_192;
/// Different contacts that one connection creates before only their email addresses differ.
const CONTACTS: usize = 1_600;

/// Requests that are sent in turn, and then again.
#[derive(Debug, Clone)]
pub(crate) struct InTurn {
    requests: Arc<[Box<[u8]>]>,
    at: usize,
}

impl InTurn {
    /// These requests.
    pub(crate) fn new(requests: impl IntoIterator<Item = Box<[u8]>>) -> Self {
        Self { requests: requests.into_iter().collect(), at: 0 }
    }

    /// Reads of random contacts, for several connections.
    pub(crate) fn reads(ids: &[i64], token: &str, n_connections: usize) -> Vec<Self> {
        let mut random = Random::new(1);
        let mut request =
            || get(&format!("/crm/v3/objects/contacts/{}", ids[random.below(ids.len())]), token);
        (0..n_connections).map(|_| Self::new((0..READS).map(|_| request()))).collect()
    }
}

impl Requests for InTurn {
    fn next(&mut self) -> &[u8] {
        let at = self.at;
        self.at = (at + 1) % self.requests.len();
        &self.requests[at]
    }
}

/// A GET request.
pub(crate) fn get(path: &str, token: &str) -> Box<[u8]> {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\naccept: application/json\r\n\r\n")
        .into_bytes()
        .into()
}

/// A request with a JSON body.
pub(crate) fn with_body(method: &str, path: &str, token: &str, body: &[u8]) -> Box<[u8]> {
    let mut request = Vec::with_capacity(body.len() + 256);
    // Writing to memory cannot fail.
    let _ = write!(
        request,
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\naccept: application/json\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    request.extend_from_slice(body);
    request.into()
}

/// A POST of a form by an OAuth client, which shows by the form who it is.
pub(crate) fn form(path: &str, form: &str) -> Box<[u8]> {
    let length = form.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    )
    .into_bytes()
    .into()
}

/// Creates of contacts whose email addresses were never used before in this run.
#[derive(Debug, Clone)]
pub(crate) struct Creates {
    templates: Vec<Template>,
    at: usize,
}

/// A request that is complete but for serial numbers.
#[derive(Debug, Clone)]
struct Template {
    request: Vec<u8>,
    serials_at: Vec<usize>,
}

impl Creates {
    /// Batches of `size` contacts, for several connections.
    pub(crate) fn batches(size: usize, token: &str, n_connections: usize) -> Vec<Self> {
        Self::of(size, n_connections, |random| {
            let mut body = b"{\"inputs\":[".to_vec();
            let mut serials_at = Vec::with_capacity(size);
            for index in 0..size {
                if index > 0 {
                    body.push(b',');
                }
                serials_at.push(contacts::push(&mut body, random));
            }
            body.extend_from_slice(b"]}");
            Template::new("/crm/v3/objects/contacts/batch/create", token, &body, &serials_at)
        })
    }

    /// Single contacts, for several connections.
    pub(crate) fn singles(token: &str, n_connections: usize) -> Vec<Self> {
        Self::of(1, n_connections, |random| {
            let mut body = Vec::new();
            let serial_at = contacts::push(&mut body, random);
            Template::new("/crm/v3/objects/contacts", token, &body, &[serial_at])
        })
    }

    fn of(size: usize, n_connections: usize, mut template: impl FnMut(&mut Random) -> Template) -> Vec<Self> {
        let mut random = Random::new(2);
        let mut templates = || (0..CONTACTS / size).map(|_| template(&mut random)).collect();
        (0..n_connections).map(|_| Self { templates: templates(), at: 0 }).collect()
    }
}

impl Template {
    fn new(path: &str, token: &str, body: &[u8], serials_at: &[usize]) -> Self {
        let request = with_body("POST", path, token, body).into_vec();
        let head = request.len() - body.len();
        Self { request, serials_at: serials_at.iter().map(|at| head + at).collect() }
    }

    fn fill_in(&mut self) {
        static USED: AtomicU64 = AtomicU64::new(0);
        let first = USED.fetch_add(self.serials_at.len() as u64, Ordering::Relaxed);
        for (serial, at) in (first..).zip(&self.serials_at) {
            let place = &mut self.request[*at..*at + SERIAL_DIGITS];
            let mut rest = scrambled(serial);
            for digit in place {
                *digit = b"0123456789abcdef"[(rest & 15) as usize];
                rest >>= 4;
            }
        }
    }
}

impl Requests for Creates {
    fn next(&mut self) -> &[u8] {
        let at = self.at;
        self.at = (at + 1) % self.templates.len();
        let template = &mut self.templates[at];
        template.fill_in();
        &template.request
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn body(request: &[u8]) -> serde_json::Value {
        let text = std::str::from_utf8(request).expect("requests are ASCII");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head ends with an empty line");
        assert!(head.contains(&format!("content-length: {}", body.len())));
        serde_json::from_str(body).expect("the body is JSON")
    }

    #[test]
    fn no_email_address_comes_twice() {
        let mut seen = HashSet::new();
        for mut creates in Creates::batches(100, "token", 2) {
            for _ in 0..40 {
                for input in body(creates.next())["inputs"].as_array().expect("inputs are an array") {
                    let email = input["properties"]["email"].as_str().expect("an address is a string");
                    assert!(seen.insert(email.to_owned()), "{email}");
                }
            }
        }
        assert_eq!(seen.len(), 2 * 40 * 100);
    }

    #[test]
    fn a_single_create_is_a_whole_request() {
        let mut creates = Creates::singles("token", 1).remove(0);
        assert_eq!(body(creates.next())["properties"]["firstname"].as_str().map(str::is_empty), Some(false));
    }

    #[test]
    fn reads_repeat_in_turn() {
        let mut reads = InTurn::reads(&[7], "token", 1).remove(0);
        for _ in 0..=READS {
            assert!(reads.next().starts_with(b"GET /crm/v3/objects/contacts/7 HTTP/1.1\r\n"));
        }
    }
}
