//! Where people and companies are; the largest places come first.
//!
//! The telephone numbers are in ranges that each country's regulator keeps free for films and books, so that a
//! demo never rings at a stranger's.

use super::random::Random;

/// A country.
#[derive(Debug)]
pub(super) struct Country {
    /// What it is called.
    pub(super) name: &'static str,
    /// The option of the property `hs_language` that most people there would choose.
    pub(super) language: &'static str,
    /// Streets that nearly every town has.
    streets: &'static [&'static str],
    /// Whether the number stands before the street.
    number_first: bool,
}

/// A town.
#[derive(Debug)]
pub(super) struct Place {
    /// What it is called.
    pub(super) city: &'static str,
    /// The state or region; empty where addresses do not name it.
    pub(super) state: &'static str,
    /// Its postal codes, with `#` for any digit.
    pub(super) zip: &'static str,
    /// Its telephone numbers, with `#` for any digit.
    pub(super) phone: &'static str,
    /// Its country.
    pub(super) country: &'static Country,
}

impl Place {
    /// A street and a number.
    pub(super) fn address(&self, random: &mut Random) -> String {
        let street = random.pick(self.country.streets);
        let number = 1 + random.low_below(240);
        if self.country.number_first { format!("{number} {street}") } else { format!("{street} {number}") }
    }
}

static US: Country = Country {
    name: "United States",
    language: "en-us",
    streets: &[
        "Main Street",
        "Oak Street",
        "Maple Avenue",
        "Park Avenue",
        "Washington Street",
        "Lake Drive",
        "Hill Road",
        "Second Street",
        "Elm Street",
        "Market Street",
        "Sunset Boulevard",
        "Pine Street",
    ],
    number_first: true,
};
static CA: Country = Country {
    name: "Canada",
    language: "en-ca",
    streets: &[
        "King Street",
        "Queen Street",
        "Maple Street",
        "Church Street",
        "Victoria Avenue",
        "Lakeshore Road",
    ],
    number_first: true,
};
static UK: Country = Country {
    name: "United Kingdom",
    language: "en-gb",
    streets: &[
        "High Street",
        "Station Road",
        "Church Lane",
        "Victoria Road",
        "Mill Lane",
        "Queens Road",
        "The Green",
    ],
    number_first: true,
};
static IE: Country = Country {
    name: "Ireland",
    language: "en-ie",
    streets: &["Main Street", "Church Road", "Bridge Street", "Patrick Street", "The Quay"],
    number_first: true,
};
static AU: Country = Country {
    name: "Australia",
    language: "en-au",
    streets: &["George Street", "Railway Parade", "Beach Road", "Albert Street", "Station Street"],
    number_first: true,
};
static FR: Country = Country {
    name: "France",
    language: "fr",
    streets: &["rue de la Paix", "rue Victor Hugo", "avenue de la Gare", "place du Marché", "rue des Écoles"],
    number_first: true,
};
static DE: Country = Country {
    name: "Germany",
    language: "de",
    streets: &[
        "Hauptstraße",
        "Bahnhofstraße",
        "Gartenstraße",
        "Schulstraße",
        "Lindenweg",
        "Am Markt",
        "Bergstraße",
    ],
    number_first: false,
};
static SE: Country = Country {
    name: "Sweden",
    language: "sv",
    streets: &["Storgatan", "Skolgatan", "Kyrkogatan", "Drottninggatan", "Björkvägen"],
    number_first: false,
};

const fn place(
    country: &'static Country,
    city: &'static str,
    state: &'static str,
    zip: &'static str,
    phone: &'static str,
) -> Place {
    Place { city, state, zip, phone, country }
}

/// Where people and companies are.
pub(super) static PLACES: [Place; 52] = [
    place(&US, "New York", "New York", "100##", "+1 212 555 01##"),
    place(&US, "Los Angeles", "California", "900##", "+1 213 555 01##"),
    place(&US, "Chicago", "Illinois", "606##", "+1 312 555 01##"),
    place(&UK, "London", "", "SW1A #AA", "+44 20 7946 0###"),
    place(&US, "Houston", "Texas", "770##", "+1 713 555 01##"),
    place(&DE, "Berlin", "", "10###", "+49 30 23125 ###"),
    place(&US, "San Francisco", "California", "941##", "+1 415 555 01##"),
    place(&CA, "Toronto", "Ontario", "M5V #T#", "+1 416 555 01##"),
    place(&US, "Boston", "Massachusetts", "021##", "+1 617 555 01##"),
    place(&FR, "Paris", "", "750##", "+33 1 99 00 ## ##"),
    place(&US, "Seattle", "Washington", "981##", "+1 206 555 01##"),
    place(&AU, "Sydney", "New South Wales", "20##", "+61 2 5550 ####"),
    place(&US, "Austin", "Texas", "787##", "+1 512 555 01##"),
    place(&US, "Atlanta", "Georgia", "303##", "+1 404 555 01##"),
    place(&DE, "Hamburg", "", "20###", "+49 40 66969 ###"),
    place(&US, "Denver", "Colorado", "802##", "+1 303 555 01##"),
    place(&US, "Dallas", "Texas", "752##", "+1 214 555 01##"),
    place(&DE, "München", "", "80###", "+49 89 99998 ###"),
    place(&UK, "Manchester", "", "M1 #AE", "+44 161 496 0###"),
    place(&US, "Miami", "Florida", "331##", "+1 305 555 01##"),
    place(&CA, "Vancouver", "British Columbia", "V6B #X#", "+1 604 555 01##"),
    place(&US, "Phoenix", "Arizona", "850##", "+1 602 555 01##"),
    place(&US, "Philadelphia", "Pennsylvania", "191##", "+1 215 555 01##"),
    place(&AU, "Melbourne", "Victoria", "30##", "+61 3 5550 ####"),
    place(&US, "San Diego", "California", "921##", "+1 619 555 01##"),
    place(&US, "Minneapolis", "Minnesota", "554##", "+1 612 555 01##"),
    place(&SE, "Stockholm", "", "11# ##", "+46 8 465 004 ##"),
    place(&US, "Portland", "Oregon", "972##", "+1 503 555 01##"),
    place(&DE, "Frankfurt am Main", "", "60###", "+49 69 90009 ###"),
    place(&FR, "Lyon", "", "6900#", "+33 4 65 71 ## ##"),
    place(&US, "Detroit", "Michigan", "482##", "+1 313 555 01##"),
    place(&UK, "Birmingham", "", "B1 #BB", "+44 121 496 0###"),
    place(&DE, "Köln", "", "50###", "+49 221 4710 ###"),
    place(&US, "Charlotte", "North Carolina", "282##", "+1 704 555 01##"),
    place(&CA, "Montréal", "Quebec", "H2Y #C#", "+1 514 555 01##"),
    place(&US, "Nashville", "Tennessee", "372##", "+1 615 555 01##"),
    place(&UK, "Edinburgh", "", "EH1 #EG", "+44 131 496 0###"),
    place(&US, "Columbus", "Ohio", "432##", "+1 614 555 01##"),
    place(&IE, "Dublin", "", "D02 X2##", "+353 20 910 ####"),
    place(&US, "St. Louis", "Missouri", "631##", "+1 314 555 01##"),
    place(&CA, "Calgary", "Alberta", "T2P #J#", "+1 403 555 01##"),
    place(&US, "Salt Lake City", "Utah", "841##", "+1 801 555 01##"),
    place(&FR, "Marseille", "", "130##", "+33 4 65 71 ## ##"),
    place(&UK, "Leeds", "", "LS1 #AD", "+44 113 496 0###"),
    place(&AU, "Brisbane", "Queensland", "40##", "+61 7 5550 ####"),
    place(&SE, "Göteborg", "", "41# ##", "+46 31 390 06 ##"),
    place(&US, "Pittsburgh", "Pennsylvania", "152##", "+1 412 555 01##"),
    place(&FR, "Lille", "", "59#00", "+33 3 53 01 ## ##"),
    place(&US, "Kansas City", "Missouri", "641##", "+1 816 555 01##"),
    place(&IE, "Cork", "", "T12 X2##", "+353 20 910 ####"),
    place(&UK, "Bristol", "", "BS1 #TR", "+44 117 496 0###"),
    place(&US, "Madison", "Wisconsin", "537##", "+1 608 555 01##"),
];
