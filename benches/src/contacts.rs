//! Random contacts of twelve properties, as JSON.

use std::io::Write as _;

use crate::random::Random;

/// Where the serial number of a new contact stands in its email address: hexadecimal digits.
pub(crate) const SERIAL_DIGITS: usize = 16;

const FIRST_NAMES: [&str; 12] = [
    "Amelia", "Bruno", "Chiara", "Dmitri", "Esther", "Farid", "Greta", "Hiroshi", "Ines", "Jakob", "Keziah",
    "Lucas",
];
const LAST_NAMES: [&str; 12] = [
    "Almeida",
    "Bergstrom",
    "Castellano",
    "Dubois",
    "Eriksen",
    "Fujimoto",
    "Grabowski",
    "Haddad",
    "Ivanova",
    "Jimenez",
    "Kowalczyk",
    "Lindqvist",
];
const JOB_TITLES: [&str; 6] = [
    "Head of Operations",
    "Buyer",
    "Software Engineer",
    "Chief Financial Officer",
    "Account Executive",
    "Founder",
];
const COMPANIES: [&str; 6] = [
    "Northwind Supply",
    "Brightwater Energy",
    "Falk and Sons",
    "Quillon Robotics",
    "Terrace Foods",
    "Ostrava Glass",
];
const STREETS: [&str; 6] =
    ["Mill Lane", "Harbour Street", "Station Road", "Elm Avenue", "Market Square", "Canal Side"];
const PLACES: [(&str, &str, &str); 6] = [
    ("Portland", "Oregon", "United States"),
    ("Bristol", "England", "United Kingdom"),
    ("Toulouse", "Occitania", "France"),
    ("Leipzig", "Saxony", "Germany"),
    ("Osaka", "Kansai", "Japan"),
    ("Adelaide", "South Australia", "Australia"),
];

/// Appends `{"properties":{…}}` and returns where the serial number has to be filled in.
pub(crate) fn push(json: &mut Vec<u8>, random: &mut Random) -> usize {
    let (first, last) = (random.one_of(&FIRST_NAMES), random.one_of(&LAST_NAMES));
    let company = random.one_of(&COMPANIES);
    let (city, state, country) = PLACES[random.below(PLACES.len())];
    json.extend_from_slice(b"{\"properties\":{\"email\":\"");
    json.extend(first.bytes().map(|byte| byte.to_ascii_lowercase()));
    json.push(b'.');
    let serial_at = json.len();
    json.extend_from_slice(&[b'0'; SERIAL_DIGITS]);
    json.extend_from_slice(b"@example.com\"");
    let digits = |random: &mut Random, count: usize| {
        10_usize.pow(count as u32 - 1) + random.below(9 * 10_usize.pow(count as u32 - 1))
    };
    let domain = company.split(' ').next().unwrap_or_default().to_lowercase();
    for (name, value) in [
        ("firstname", first.to_owned()),
        ("lastname", last.to_owned()),
        ("phone", format!("+1 {}-{}-{}", digits(random, 3), digits(random, 3), digits(random, 4))),
        ("jobtitle", random.one_of(&JOB_TITLES).to_owned()),
        ("company", company.to_owned()),
        ("address", format!("{} {}", digits(random, 3), random.one_of(&STREETS))),
        ("city", city.to_owned()),
        ("state", state.to_owned()),
        ("zip", digits(random, 5).to_string()),
        ("country", country.to_owned()),
        ("website", format!("https://www.{domain}{}.example.com", digits(random, 3))),
    ] {
        // None of our values needs escaping, and writing to memory cannot fail.
        let _ = write!(json, ",\"{name}\":\"{value}\"");
    }
    json.extend_from_slice(b"}}");
    serial_at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_json_of_twelve_properties() {
        let mut json = Vec::new();
        let serial_at = push(&mut json, &mut Random::new(1));
        let contact: serde_json::Value = serde_json::from_slice(&json).expect("what is written is JSON");
        let properties = contact["properties"].as_object().expect("the properties are an object");
        assert_eq!(properties.len(), 12);
        assert!(properties.values().all(serde_json::Value::is_string));
        assert!(json[serial_at..].starts_with(&[b'0'; SERIAL_DIGITS]));
        assert_eq!(json[serial_at + SERIAL_DIGITS], b'@');
    }
}
