//! The versions that HubSpot's paths carry, in the order of their publication.

use std::fmt;

/// One version segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `v1`
    V1,
    /// `v2`
    V2,
    /// `v3`
    V3,
    /// `v4`
    V4,
    /// `2025-09`
    D2025_09,
    /// `2026-03`
    D2026_03,
    /// `2026-09`
    D2026_09,
    /// `2026-09-beta`
    D2026_09Beta,
    /// `2027-03-beta`
    D2027_03Beta,
}

impl Version {
    /// Every version, oldest first.
    pub const ALL: [Self; 9] = [
        Self::V1,
        Self::V2,
        Self::V3,
        Self::V4,
        Self::D2025_09,
        Self::D2026_03,
        Self::D2026_09,
        Self::D2026_09Beta,
        Self::D2027_03Beta,
    ];

    /// The version as it stands in a path.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::V4 => "v4",
            Self::D2025_09 => "2025-09",
            Self::D2026_03 => "2026-03",
            Self::D2026_09 => "2026-09",
            Self::D2026_09Beta => "2026-09-beta",
            Self::D2027_03Beta => "2027-03-beta",
        }
    }

    /// The version that a path segment names, if it names one.
    pub fn parse(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.as_str() == segment)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn every_version_parses_back_from_its_own_text() {
        for version in Version::ALL {
            assert_eq!(Version::parse(version.as_str()), Some(version));
        }
        assert_eq!(Version::parse("v5"), None);
    }
}
