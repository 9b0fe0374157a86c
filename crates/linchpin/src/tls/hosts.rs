//! The hosts that a server stands in for.

/// The domains that certificates are made for, with everything below them; the authority can vouch for no others.
pub(crate) const DOMAINS: [&str; 3] = ["hsforms.com", "hubapi.com", "hubspot.com"];

/// The hosts that programs call, for the hosts file: the API, the app where people sign in, and forms.
const HOSTS: [&str; 5] =
    ["api.hubapi.com", "api.hubspot.com", "app.hubspot.com", "api.hsforms.com", "forms.hubspot.com"];
/// Where else HubSpot keeps accounts; the region stands behind the first word of a host.
const REGIONS: [&str; 4] = ["eu1", "na2", "na3", "ap1"];

/// Every host, those without a region first.
pub(crate) fn all() -> Vec<String> {
    let regional = |region: &str| {
        let host = move |host: &str| {
            let (first, rest) = host.split_once('.').expect("every host has a domain");
            format!("{first}-{region}.{rest}")
        };
        HOSTS.map(host)
    };
    HOSTS.map(str::to_owned).into_iter().chain(REGIONS.into_iter().flat_map(regional)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_is_directly_below_a_domain() {
        let all = all();
        assert!(all.contains(&"api-eu1.hubapi.com".to_owned()));
        for host in all {
            let (_, domain) = host.split_once('.').unwrap();
            assert!(DOMAINS.contains(&domain), "{host}");
        }
    }
}
