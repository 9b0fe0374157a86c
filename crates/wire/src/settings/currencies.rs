//! The currencies of an account, and what they are worth in its own one.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/api-reference/settings-multicurrency-v3/guide>.

mod input;
mod output;

pub use input::{
    BatchCreateInput, BatchReadInput, BatchUpdateInput, CreateRateInput, CurrencyInput, IdInput,
    UpdateRateInput, UpdateRateItem, VisibilityInput,
};
pub use output::{CentralBody, CompanyCurrencyBody, CurrencyBody, ExchangeRateBody};

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// What lets a caller look; whoever makes quotes may as well.
const READ_SCOPES: Scopes = Scopes::Listed(&[
    "settings.currencies.read",
    "multi-currency-read",
    "crm.objects.quotes.read",
    "crm.objects.quotes.write",
    "cpq.quotes.read",
    "cpq.quotes.write",
]);
/// What lets a caller change something.
const WRITE_SCOPES: Scopes = Scopes::Listed(&["settings.currencies.write", "multi-currency-write"]);

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    LIST_CODES,
    READ_COMPANY,
    REPLACE_COMPANY,
    LIST,
    CREATE,
    LIST_CURRENT,
    READ,
    UPDATE,
    BATCH_CREATE,
    BATCH_READ,
    BATCH_UPDATE,
    UPDATE_VISIBILITY,
    READ_CENTRAL,
    LIST_UNSUPPORTED,
    ADD_CENTRAL,
];

/// List the currencies that there are.
pub const LIST_CODES: Operation = Operation {
    id: "settings.currencies.codes.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/codes"),
        (V3, "/settings/currencies/v3/codes"),
        (D2025_09, "/settings/currencies/2025-09/codes"),
        (D2026_03, "/settings/currencies/2026-03/codes"),
        (D2026_09, "/settings/currencies/2026-09/codes"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Tell the currency that amounts are summed up in.
pub const READ_COMPANY: Operation = Operation {
    id: "settings.currencies.company_currency.read",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/company-currency"),
        (V3, "/settings/currencies/v3/company-currency"),
        (D2025_09, "/settings/currencies/2025-09/company-currency"),
        (D2026_03, "/settings/currencies/2026-03/company-currency"),
        (D2026_09, "/settings/currencies/2026-09/company-currency"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Set the currency that amounts are summed up in.
pub const REPLACE_COMPANY: Operation = Operation {
    id: "settings.currencies.company_currency.replace",
    method: Method::Put,
    paths: &[
        (V3, "/settings/v3/currencies/company-currency"),
        (V3, "/settings/currencies/v3/company-currency"),
        (D2025_09, "/settings/currencies/2025-09/company-currency"),
        (D2026_03, "/settings/currencies/2026-03/company-currency"),
        (D2026_09, "/settings/currencies/2026-09/company-currency"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// List all exchange rates, those of the past included.
pub const LIST: Operation = Operation {
    id: "settings.currencies.exchange_rates.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates"),
        (V3, "/settings/currencies/v3/exchange-rates"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Add an exchange rate, and with the first one of a currency the currency; answered with 200.
pub const CREATE: Operation = Operation {
    id: "settings.currencies.exchange_rates.create",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates"),
        (V3, "/settings/currencies/v3/exchange-rates"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// List the exchange rates that are in effect.
pub const LIST_CURRENT: Operation = Operation {
    id: "settings.currencies.exchange_rates.current.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/current"),
        (V3, "/settings/currencies/v3/exchange-rates/current"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/current"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/current"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/current"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read one exchange rate.
pub const READ: Operation = Operation {
    id: "settings.currencies.exchange_rates.read",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/{exchangeRateId}"),
        (V3, "/settings/currencies/v3/exchange-rates/{exchangeRateId}"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/{exchangeRateId}"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/{exchangeRateId}"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/{exchangeRateId}"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Change an exchange rate.
pub const UPDATE: Operation = Operation {
    id: "settings.currencies.exchange_rates.update",
    method: Method::Patch,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/{exchangeRateId}"),
        (V3, "/settings/currencies/v3/exchange-rates/{exchangeRateId}"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/{exchangeRateId}"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/{exchangeRateId}"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/{exchangeRateId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Add exchange rates.
pub const BATCH_CREATE: Operation = Operation {
    id: "settings.currencies.exchange_rates.batch_create",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/batch/create"),
        (V3, "/settings/currencies/v3/exchange-rates/batch/create"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/batch/create"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/batch/create"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/batch/create"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read exchange rates.
pub const BATCH_READ: Operation = Operation {
    id: "settings.currencies.exchange_rates.batch_read",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/batch/read"),
        (V3, "/settings/currencies/v3/exchange-rates/batch/read"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/batch/read"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/batch/read"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/batch/read"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Change exchange rates.
pub const BATCH_UPDATE: Operation = Operation {
    id: "settings.currencies.exchange_rates.batch_update",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/batch/update"),
        (V3, "/settings/currencies/v3/exchange-rates/batch/update"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/batch/update"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/batch/update"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/batch/update"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Let people see a pair of currencies, or not.
pub const UPDATE_VISIBILITY: Operation = Operation {
    id: "settings.currencies.exchange_rates.update_visibility",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/currencies/exchange-rates/update-visibility"),
        (V3, "/settings/currencies/v3/exchange-rates/update-visibility"),
        (D2025_09, "/settings/currencies/2025-09/exchange-rates/update-visibility"),
        (D2026_03, "/settings/currencies/2026-03/exchange-rates/update-visibility"),
        (D2026_09, "/settings/currencies/2026-09/exchange-rates/update-visibility"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Tell whether rates come from a central place.
pub const READ_CENTRAL: Operation = Operation {
    id: "settings.currencies.central_fx_rates.information.read",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/central-fx-rates/information"),
        (V3, "/settings/currencies/v3/central-fx-rates/information"),
        (D2025_09, "/settings/currencies/2025-09/central-fx-rates/information"),
        (D2026_03, "/settings/currencies/2026-03/central-fx-rates/information"),
        (D2026_09, "/settings/currencies/2026-09/central-fx-rates/information"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// List the currencies for which there are no central rates.
pub const LIST_UNSUPPORTED: Operation = Operation {
    id: "settings.currencies.central_fx_rates.unsupported_currencies.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/currencies/central-fx-rates/unsupported-currencies"),
        (V3, "/settings/currencies/v3/central-fx-rates/unsupported-currencies"),
        (D2025_09, "/settings/currencies/2025-09/central-fx-rates/unsupported-currencies"),
        (D2026_03, "/settings/currencies/2026-03/central-fx-rates/unsupported-currencies"),
        (D2026_09, "/settings/currencies/2026-09/central-fx-rates/unsupported-currencies"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Add a currency with its central rate.
pub const ADD_CENTRAL: Operation = Operation {
    id: "settings.currencies.central_fx_rates.add_currency",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/currencies/central-fx-rates/add-currency"),
        (V3, "/settings/currencies/v3/central-fx-rates/add-currency"),
        (D2025_09, "/settings/currencies/2025-09/central-fx-rates/add-currency"),
        (D2026_03, "/settings/currencies/2026-03/central-fx-rates/add-currency"),
        (D2026_09, "/settings/currencies/2026-09/central-fx-rates/add-currency"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};
