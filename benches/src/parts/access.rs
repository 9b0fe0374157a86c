//! What authentication, scopes and limits cost of a read by id: the same empty handler behind them and without them, in
//! process and in turns, beside the processor time of reads over HTTP.

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, HOST};
use linchpin_domain::AccountId;
use linchpin_domain::account::Setting;
use linchpin_engine::Scopes;
use linchpin_engine::apps::NewPrivateApp;
use serde_json::{Value, json};

use super::read::{CONNECTIONS, round_of};
use crate::bench::{Bench, settle};
use crate::in_process::{InProcess, request};
use crate::linchpin::Linchpin;
use crate::report::{Mark, Measure, median, note};
use crate::requests::InTurn;
use crate::seeded::{self, Scratch};

/// Apps that share the calls where limits are enforced.
const APPS: usize = 250;
/// Calls that each of them makes at most: what the largest tier lets it make in ten seconds.
const CALLS: usize = 190;
/// Where the app sends people back to.
const REDIRECT: &str = "http://localhost:3000/callback";
/// What the OAuth app asks for, as many as one that works with several types.
const SCOPES: &str = "oauth crm.objects.companies.read crm.objects.companies.write crm.objects.contacts.write \
                      crm.objects.deals.read crm.objects.deals.write crm.lists.read crm.lists.write \
                      crm.objects.contacts.read";
/// Who calls, in the order in which it is measured.
const CALLERS: [&str; 3] = ["private app", "OAuth", "private apps with the limits of enterprise"];

/// Measures it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = Scratch::new(&bench.folder)?;
    let server = bench.runtime.block_on(InProcess::start(&folder))?;
    let mut costs = [const { Vec::new() }; CALLERS.len()];
    for round in 1..=bench.rounds {
        note(&format!("access, round {round}"));
        settle()?;
        let round = bench.runtime.block_on(round_of_callers(&server))?;
        for (costs, cost) in costs.iter_mut().zip(round) {
            costs.push(cost);
        }
    }
    let read = read_over_http(bench)?;
    let costs = costs.map(|costs| median(&costs));
    let figures = CALLERS.iter().zip(costs).map(|(caller, cost)| format!("{caller} {cost:.2}"));
    Ok(vec![Measure {
        name: "authentication, scopes and limits / read by id",
        value: costs.iter().fold(0.0, |most: f64, cost| most.max(*cost)) / read,
        unit: "",
        mark: Mark::AtMost(0.05),
        figures: format!("{} of {read:.1} µs", figures.collect::<Vec<_>>().join(", ")),
    }])
}

/// What passing the front costs each kind of caller, in microseconds, in an account of this round's own.
async fn round_of_callers(server: &InProcess) -> Result<[f64; CALLERS.len()]> {
    let free = server.account().await?;
    let private = private_app(server, free).await?;
    let oauth = oauth_app(server, &private).await?;
    let limited = server.account().await?;
    server.engine.set_in_account(limited, Setting::Tier, "enterprise").await?;
    let mut apps = Vec::with_capacity(APPS);
    for _ in 0..APPS {
        apps.push(private_app(server, limited).await?);
    }
    let mut costs = [0.0; CALLERS.len()];
    for (cost, tokens) in costs.iter_mut().zip([&[private][..], &[oauth], &apps]) {
        // The first calls look tokens up, which later ones of the same second do not.
        server.time_each(calls("guarded", tokens, tokens.len())?).await?;
        let n_calls = APPS * (CALLS - 1);
        let open = calls("open", tokens, n_calls)?;
        let guarded = calls("guarded", tokens, n_calls)?;
        let without = server.time_each(open).await?;
        *cost = server.time_each(guarded).await? - without;
    }
    Ok(costs)
}

/// Calls of one of the operations that do nothing, by these tokens in turn.
fn calls(operation: &str, tokens: &[String], n_calls: usize) -> Result<Vec<Request<Body>>> {
    let tokens = tokens.iter().cycle().take(n_calls).enumerate();
    tokens
        .map(|(index, token)| {
            request("GET", &format!("/bench/{operation}/contacts/{}", 10_001 + index), token, None)
        })
        .collect()
}

/// The token of a new private app.
async fn private_app(server: &InProcess, account: AccountId) -> Result<String> {
    let new = NewPrivateApp { account, name: "Bench", scopes: Scopes::All };
    Ok(server.engine.create_private_app(new).await?.token.expose().to_owned())
}

/// The access token of a public app that is let in.
async fn oauth_app(server: &InProcess, token: &str) -> Result<String> {
    let scopes: Vec<_> = SCOPES.split_whitespace().collect();
    let app = json!({"name": "Bench", "type": "PUBLIC", "scopes": scopes, "redirectUrls": [REDIRECT]});
    let app = server.json(request("POST", "/_linchpin/v1/apps", token, Some(&app))?).await?;
    let (id, secret) = (text(&app, "clientId")?, text(&app, "clientSecret")?);
    let asked = json!({"client_id": id, "redirect_uri": REDIRECT, "scope": SCOPES});
    let granted = request("POST", "/_linchpin/v1/oauth/authorizations", token, Some(&asked))?;
    let code = server.json(granted).await?;
    let code = text(&code, "code")?;
    let form = format!(
        "grant_type=authorization_code&code={code}&client_id={id}&client_secret={secret}&redirect_uri={REDIRECT}"
    );
    let exchange = Request::post("/oauth/v1/token").header(HOST, "127.0.0.1");
    let exchange = exchange.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    Ok(text(&server.json(exchange.body(Body::from(form))?).await?, "access_token")?.to_owned())
}

fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str> {
    body[name].as_str().with_context(|| format!("there is no {name} in the answer"))
}

/// The processor time of a read by id of the binary, in microseconds.
fn read_over_http(bench: &Bench) -> Result<f64> {
    let folder = bench.seeded()?;
    let ids = seeded::contact_ids(&folder)?;
    let linchpin = Linchpin::start(&bench.binary, &folder, None)?;
    let reads = InTurn::reads(&ids, &linchpin.token, CONNECTIONS);
    bench.warm_up(&linchpin, reads.clone(), 200)?;
    let mut cpu = Vec::new();
    for _ in 1..=bench.rounds {
        settle()?;
        cpu.push(round_of(bench, &linchpin.process, linchpin.address, reads.clone())?.1);
    }
    linchpin.stop()?;
    Ok(median(&cpu))
}
