//! A thousand clients that refresh their tokens at once: how many tokens a second, none of them twice, none of them lost.

use std::collections::HashSet;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::read::CONNECTIONS;
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::Connection;
use crate::report::{Mark, Measure, median_ratio, note, rate, thousands};
use crate::requests::{self, Creates};
use crate::seeded::Scratch;

/// Clients, each with a refresh token and a connection of its own.
const CLIENTS: usize = 1_000;
/// Where the app sends people back to.
const REDIRECT: &str = "http://localhost:3000/callback";
/// What it asks for.
const SCOPE: &str = "crm.objects.contacts.read";

/// What a round came to.
struct Round {
    rate: f64,
    tokens: Vec<String>,
}

/// Measures it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = Scratch::new(&bench.folder)?;
    let linchpin = bench.serve(&folder)?;
    note("letting an app in a thousand times");
    let refreshes = bench.runtime.block_on(clients(&linchpin))?;
    let creates = Creates::singles(&linchpin.token, CONNECTIONS);
    bench.warm_up(&linchpin, creates.clone(), 201)?;
    let (mut rates, mut create_rates, mut tokens) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("oauth, round {round}"));
        settle()?;
        create_rates.push(bench.load(&linchpin, creates.clone(), 201)?.rate());
        let round = bench.runtime.block_on(refresh(bench, &linchpin, &refreshes))?;
        rates.push(round.rate);
        tokens.extend(round.tokens);
    }
    let different: HashSet<_> = tokens.iter().collect();
    let lost = bench.runtime.block_on(refused(&linchpin, &tokens[tokens.len().saturating_sub(CLIENTS)..]))?;
    linchpin.stop()?;
    let twice = tokens.len() - different.len();
    Ok(vec![
        Measure {
            name: "refreshes by 1,000 clients / single create",
            value: median_ratio(&rates, &create_rates),
            unit: "",
            mark: Mark::AtLeast(0.8),
            figures: format!("{} / {}", rate(&rates), rate(&create_rates)),
        },
        Measure {
            name: "access tokens issued twice or lost",
            value: (twice + lost) as f64,
            unit: "tokens",
            mark: Mark::AtMost(0.0),
            figures: format!(
                "{} tokens, the last {CLIENTS} of them called with",
                thousands(tokens.len() as u64)
            ),
        },
    ])
}

/// The refreshing request of each client.
async fn clients(linchpin: &Linchpin) -> Result<Vec<Box<[u8]>>> {
    let app = json!({"name": "Bench", "type": "PUBLIC", "scopes": [SCOPE], "redirectUrls": [REDIRECT]});
    let app = linchpin.post("/_linchpin/v1/apps", &app).await?;
    let (id, secret) = (text(&app, "clientId")?, text(&app, "clientSecret")?);
    let asked = json!({"client_id": id, "redirect_uri": REDIRECT, "scope": SCOPE});
    let mut connection = Connection::open(linchpin.address).await?;
    let mut refreshes = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        let granted = linchpin.post("/_linchpin/v1/oauth/authorizations", &asked).await?;
        let client = format!("client_id={id}&client_secret={secret}&redirect_uri={REDIRECT}");
        let code = text(&granted, "code")?;
        let form = format!("grant_type=authorization_code&code={code}&{client}");
        let tokens = exchange(&mut connection, &requests::form("/oauth/v1/token", &form)).await?;
        let token = text(&tokens, "refresh_token")?;
        let form = format!("grant_type=refresh_token&refresh_token={token}&{client}");
        refreshes.push(requests::form("/oauth/v1/token", &form));
    }
    Ok(refreshes)
}

/// Lets all clients refresh, each again as soon as it has its token, for as long as a round takes.
async fn refresh(bench: &Bench, linchpin: &Linchpin, refreshes: &[Box<[u8]>]) -> Result<Round> {
    let mut clients = Vec::with_capacity(refreshes.len());
    for refresh in refreshes {
        clients.push((Connection::open(linchpin.address).await?, refresh.clone()));
    }
    let started = Instant::now();
    let until = started + bench.round;
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|(mut connection, refresh)| {
            tokio::spawn(async move {
                let mut tokens = Vec::new();
                while Instant::now() < until {
                    let answer = exchange(&mut connection, &refresh).await?;
                    tokens.push(text(&answer, "access_token")?);
                }
                anyhow::Ok(tokens)
            })
        })
        .collect();
    let mut tokens = Vec::new();
    for task in tasks {
        tokens.extend(task.await.context("a client panicked")??);
    }
    Ok(Round { rate: tokens.len() as f64 / started.elapsed().as_secs_f64(), tokens })
}

/// How many of these tokens open nothing.
async fn refused(linchpin: &Linchpin, tokens: &[String]) -> Result<usize> {
    let mut connection = Connection::open(linchpin.address).await?;
    let mut refused = 0;
    for token in tokens {
        let answer = connection.exchange(&requests::get("/crm/v3/objects/contacts?limit=1", token)).await?;
        refused += usize::from(answer.status != 200);
    }
    Ok(refused)
}

/// The JSON of an answer that has to succeed.
async fn exchange(connection: &mut Connection, request: &[u8]) -> Result<Value> {
    let answer = connection.exchange(request).await?;
    let body = String::from_utf8_lossy(answer.body);
    ensure!(answer.status == 200, "a token endpoint answers {}: {body}", answer.status);
    Ok(serde_json::from_str(&body)?)
}

fn text(body: &Value, name: &str) -> Result<String> {
    Ok(body[name].as_str().with_context(|| format!("there is no {name} in the answer"))?.to_owned())
}
