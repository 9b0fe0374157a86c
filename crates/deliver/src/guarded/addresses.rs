//! Which addresses may be reached.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The networks that may be reached besides the public one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Networks {
    /// Whether this machine may be reached.
    pub loopback: bool,
    /// Whether this machine and private networks may be.
    pub private: bool,
}

/// What kind of network an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The public one.
    Public,
    /// This machine.
    Loopback,
    /// One of a house or a company.
    Private,
    /// None that a receiver can be in, among them those from where clouds hand out credentials.
    Unreachable,
}

impl Networks {
    /// Whether an address may be reached.
    pub fn allow(self, address: IpAddr) -> bool {
        match kind(address) {
            Kind::Public => true,
            Kind::Loopback => self.loopback || self.private,
            Kind::Private => self.private,
            Kind::Unreachable => false,
        }
    }
}

/// Whether an address is this machine's own.
pub(super) fn is_loopback(address: IpAddr) -> bool {
    kind(address) == Kind::Loopback
}

fn kind(address: IpAddr) -> Kind {
    match address {
        IpAddr::V4(address) => kind_v4(address),
        IpAddr::V6(address) => kind_v6(address),
    }
}

fn kind_v4(address: Ipv4Addr) -> Kind {
    let [a, b, c, _] = address.octets();
    match (a, b, c) {
        (127, ..) => Kind::Loopback,
        // What carriers share is private too.
        (10, ..) | (172, 16..=31, _) | (192, 168, _) | (100, 64..=127, _) => Kind::Private,
        // Unspecified, link-local, protocol assignments, documentation, relays, benchmarks, multicast, reserved.
        (0 | 224..=255, ..)
        | (169, 254, _)
        | (192, 0, 0 | 2)
        | (192, 88, 99)
        | (198, 18..=19, _)
        | (198, 51, 100)
        | (203, 0, 113) => Kind::Unreachable,
        _ => Kind::Public,
    }
}

fn kind_v6(address: Ipv6Addr) -> Kind {
    // Addresses that stand for one of version 4, by mapping, translation or a tunnel, are what that one is.
    let v4 = |high: u16, low: u16| kind_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => Kind::Loopback,
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => v4(high, low),
        // Where a cloud hands out credentials; tunnels and documentation.
        [0xfd00, 0x0ec2, ..] | [0x2001, 0 | 0xdb8, ..] => Kind::Unreachable,
        [0xfc00..=0xfdff, ..] => Kind::Private,
        [0x2000..=0x3fff, ..] => Kind::Public,
        _ => Kind::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Networks, kind};

    #[test]
    fn addresses_belong_to_networks() {
        for (kind_of, addresses) in [
            (
                Kind::Public,
                &["1.1.1.1", "100.63.0.1", "172.32.0.1", "192.169.0.1", "2606:4700::1", "::ffff:8.8.8.8"][..],
            ),
            (Kind::Public, &["64:ff9b::808:808", "2002:808:808::1"]),
            (Kind::Loopback, &["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]),
            (
                Kind::Private,
                &["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "fd12::1"],
            ),
            (Kind::Private, &["::ffff:10.0.0.1", "2002:a00:1::", "fc00::1"]),
            (
                Kind::Unreachable,
                &["0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "255.255.255.255", "::"],
            ),
            (
                Kind::Unreachable,
                &["fe80::1", "fec0::1", "ff02::1", "fd00:ec2::254", "::ffff:169.254.169.254"],
            ),
            (
                Kind::Unreachable,
                &["2001:db8::1", "2001:0:1::", "::7f00:1", "198.18.0.1", "203.0.113.9", "240.0.0.1"],
            ),
        ] {
            for address in addresses {
                assert_eq!(kind(address.parse().unwrap()), kind_of, "{address}");
            }
        }
    }

    #[test]
    fn networks_are_allowed() {
        let strict = Networks::default();
        let here = Networks { loopback: true, private: false };
        let all = Networks { loopback: false, private: true };
        for (address, expected) in [
            ("1.1.1.1", [true, true, true]),
            ("127.0.0.1", [false, true, true]),
            ("10.0.0.1", [false, false, true]),
            ("169.254.169.254", [false, false, false]),
        ] {
            let address = address.parse().unwrap();
            assert_eq!([strict, here, all].map(|networks| networks.allow(address)), expected, "{address}");
        }
    }
}
