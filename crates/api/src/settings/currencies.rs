//! The currencies of an account, and what they are worth in its own one.

mod rates;

use std::sync::Arc;

use linchpin_domain::{Timestamp, currency};
use linchpin_wire::page::Page;
use linchpin_wire::settings::currencies as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST_CODES, list_codes);
    table.serve(&wire::READ_COMPANY, read_company);
    table.serve(&wire::REPLACE_COMPANY, replace_company);
    table.serve(&wire::READ_CENTRAL, read_central);
    // Nobody publishes rates to this server.
    table.serve(&wire::LIST_UNSUPPORTED, list_codes);
    table.serve(&wire::ADD_CENTRAL, add_central);
    rates::serve(table);
}

async fn list_codes(_app: Arc<App>, _call: Call) -> Outcome {
    let body = |currency: &currency::Currency| wire::CurrencyBody {
        currency_code: currency.code,
        currency_name: currency.name,
    };
    Ok(Reply::ok(&Page::whole(currency::ALL.iter().map(body).collect())))
}

async fn read_company(app: Arc<App>, call: Call) -> Outcome {
    company(&app, &call).await
}

async fn replace_company(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CurrencyInput<'_> = call.json()?;
    app.engine.set_company_currency(call.principal(), &input.currency_code).await?;
    company(&app, &call).await
}

async fn company(app: &App, call: &Call) -> Outcome {
    let company = app.engine.company_currency(call.principal()).await?;
    Ok(Reply::ok(&wire::CompanyCurrencyBody {
        id: call.principal().account.to_string(),
        currency_code: &company.code,
        created_at: company.created_at.to_iso(),
        updated_at: company.updated_at.map(Timestamp::to_iso),
    }))
}

async fn read_central(_app: Arc<App>, _call: Call) -> Outcome {
    Ok(Reply::ok(&wire::CentralBody { central_exchange_rates_enabled: false }))
}

async fn add_central(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CurrencyInput<'_> = call.json()?;
    Ok(Reply::ok(&rates::body(&app.engine.add_central_currency(&input.currency_code)?)))
}
