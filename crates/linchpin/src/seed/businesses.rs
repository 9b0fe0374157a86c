//! What companies are called, where they are and what they do: as much as contacts and deals mention of them.

use super::Kind;
use super::names::{self, COMPANY_WORDS, LAST_NAMES};
use super::places::{PLACES, Place};
use super::random::Random;

/// What a company does.
#[derive(Debug)]
pub(super) struct Industry {
    /// The option of the property `industry`.
    pub(super) value: &'static str,
    /// What its companies do, as a sentence begins.
    pub(super) description: &'static str,
    /// Words that end its companies' names.
    endings: &'static [&'static str],
}

/// A company, as others mention it.
#[derive(Debug)]
pub(super) struct Business {
    /// What it is called.
    pub(super) name: String,
    /// Where it is on the web.
    pub(super) domain: String,
    /// Where it is.
    pub(super) place: &'static Place,
    /// What it does.
    pub(super) industry: &'static Industry,
}

/// Domains under which nobody can register one (RFC 2606), and how likely they are.
const DOMAINS: [(u64, &str); 3] = [(70, "example.com"), (18, "example.net"), (12, "example.org")];

const fn industry(
    value: &'static str,
    description: &'static str,
    endings: &'static [&'static str],
) -> Industry {
    Industry { value, description, endings }
}

/// What companies do, and how likely that is.
static INDUSTRIES: [(u64, Industry); 24] = [
    (14, industry("COMPUTER_SOFTWARE", "Software for small teams", &["Software", "Labs", "Systems", "Apps"])),
    (
        9,
        industry(
            "INFORMATION_TECHNOLOGY_AND_SERVICES",
            "IT services",
            &["IT", "Networks", "Digital", "Cloud"],
        ),
    ),
    (7, industry("CONSTRUCTION", "General contractors", &["Construction", "Builders", "Contracting"])),
    (7, industry("HOSPITAL_HEALTH_CARE", "A group of clinics", &["Health", "Clinics", "Care"])),
    (6, industry("FINANCIAL_SERVICES", "Advice on money", &["Capital", "Advisors", "Finance"])),
    (6, industry("MARKETING_AND_ADVERTISING", "A marketing agency", &["Media", "Marketing", "Studio"])),
    (6, industry("RETAIL", "Shops", &["Stores", "Supply", "Goods"])),
    (5, industry("REAL_ESTATE", "Homes and offices", &["Properties", "Realty", "Estates"])),
    (5, industry("MANAGEMENT_CONSULTING", "Management consultants", &["Consulting", "Partners", "Strategy"])),
    (5, industry("MACHINERY", "Makers of machines", &["Machines", "Works", "Engineering"])),
    (4, industry("FOOD_BEVERAGES", "Food and drinks", &["Foods", "Kitchen", "Brewing", "Bakery"])),
    (4, industry("LOGISTICS_AND_SUPPLY_CHAIN", "Freight and storage", &["Logistics", "Freight", "Shipping"])),
    (4, industry("HOSPITALITY", "Hotels and guest houses", &["Hotels", "Hospitality", "Inns"])),
    (3, industry("LEGAL_SERVICES", "A law firm", &["Law", "Legal"])),
    (3, industry("INSURANCE", "Insurance for trades and homes", &["Insurance", "Mutual"])),
    (3, industry("EDUCATION_MANAGEMENT", "Courses and schools", &["Learning", "Academy", "Schools"])),
    (3, industry("AUTOMOTIVE", "Cars and workshops", &["Motors", "Auto"])),
    (2, industry("RENEWABLES_ENVIRONMENT", "Solar and wind power", &["Solar", "Energy", "Renewables"])),
    (2, industry("ACCOUNTING", "Bookkeeping and tax", &["Accounting", "Tax"])),
    (2, industry("BIOTECHNOLOGY", "Laboratory research", &["Bio", "Genomics"])),
    (2, industry("NON_PROFIT_ORGANIZATION_MANAGEMENT", "A charity", &["Foundation", "Trust"])),
    (2, industry("FURNITURE", "Furniture", &["Furniture", "Interiors"])),
    (1, industry("FARMING", "A farm", &["Farms", "Growers"])),
    (1, industry("TELECOMMUNICATIONS", "Telephone and internet", &["Telecom", "Broadband"])),
];

impl Business {
    /// Company `k`.
    pub(super) fn of(seed: u64, k: u64) -> Self {
        Self::drawn(seed, k).0
    }

    /// Company `k`, and the stream that the rest of it is drawn from.
    pub(super) fn drawn(seed: u64, k: u64) -> (Self, Random) {
        let mut random = Random::of(seed, Kind::Company, k);
        let industry = random.pick_weighted(&INDUSTRIES);
        let ending = *random.pick(industry.endings);
        let name = match random.below(10) {
            0 => format!("{} & {} {ending}", random.pick_low(&LAST_NAMES), random.pick_low(&LAST_NAMES)),
            1 => format!("{} {ending}", random.pick_low(&LAST_NAMES)),
            _ => format!("{} {ending}", random.pick(&COMPANY_WORDS)),
        };
        // Names repeat and domains do not.
        let domain = format!("{}{k}.{}", names::in_addresses(&name), random.pick_weighted(&DOMAINS));
        let place = random.pick_low(&PLACES);
        (Self { name, domain, place, industry }, random)
    }
}
