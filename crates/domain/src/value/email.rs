//! E-mail addresses.

use std::borrow::Cow;

use crate::{Code, Property, Violation};

/// Top-level domains that can never receive mail (RFC 2606).
const RESERVED: [&str; 4] = ["test", "example", "invalid", "localhost"];

/// Tells whether the values of a text property are addresses: HubSpot checks those of its own `email` only.
pub(super) fn is_address(property: &Property) -> bool {
    property.name == "email" && property.hubspot_defined
}

/// Takes a plausible address and folds its case.
pub(super) fn canonical<'a>(property: &Property, input: &'a str) -> Result<Cow<'a, str>, Violation> {
    let address = input.trim();
    if !is_plausible(address) {
        return Err(invalid(property, input, address));
    }
    Ok(if address.chars().any(char::is_uppercase) {
        Cow::Owned(address.to_lowercase())
    } else {
        Cow::Borrowed(address)
    })
}

pub(super) fn invalid(property: &Property, input: &str, address: &str) -> Violation {
    let message = format!("Email address {address} is invalid");
    Violation::of_value(&property.name, Code::InvalidEmail, input, message)
}

/// Tells whether mail could be sent to the address: its shape and its top-level domain, nothing is looked up.
pub fn is_plausible(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    address.len() <= 254 && is_local_part(local) && is_domain(domain)
}

fn is_local_part(local: &str) -> bool {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            || (!c.is_ascii() && c.is_alphanumeric())
    };
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

/// Tells whether a text could be the domain of a host that others can reach.
pub(crate) fn is_domain(domain: &str) -> bool {
    let Some((_, top_level)) = domain.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.split('.').all(is_label)
        && top_level.chars().count() >= 2
        && !top_level.bytes().all(|byte| byte.is_ascii_digit())
        && !RESERVED.iter().any(|reserved| top_level.eq_ignore_ascii_case(reserved))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plausible_addresses_pass() {
        for address in [
            "grouparoo@demo.com",
            "Test1@example.org",
            "a.b+c@sub.example.co.uk",
            "o'neil@example.com",
            "jürgen@müller.de",
            "x@xn--mller-kva.de",
            "1@2.io",
        ] {
            assert!(is_plausible(address), "{address}");
        }
    }

    #[test]
    fn addresses_that_cannot_receive_mail_are_refused() {
        for address in [
            "",
            "x",
            "@example.com",
            "a@",
            "a@b",
            "a@localhost",
            "a@example.test",
            "a@b.TEST",
            "a@b.invalid",
            "a b@example.com",
            "a@exa mple.com",
            "a@b@example.com",
            ".a@example.com",
            "a.@example.com",
            "a..b@example.com",
            "a@-b.com",
            "a@b..com",
            "a@b.c",
            "a@1.2.3.4",
            "a@example.com;b@example.com",
        ] {
            assert!(!is_plausible(address), "{address}");
        }
    }
}
