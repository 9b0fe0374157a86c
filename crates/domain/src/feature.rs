//! What an account switches on and off: object types of the object library, and what happens by itself.

use crate::{ObjectTypeId, object_type};

/// Something that an account switches on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feature {
    /// Appointments, of the object library.
    Appointments,
    /// Contacts are associated with the company of their e-mail address by themselves.
    CompanyAssociation,
    /// Courses, of the object library.
    Courses,
    /// Listings, of the object library.
    Listings,
    /// Services, of the object library.
    Services,
}

impl Feature {
    /// Every feature, in the order of their names.
    pub const ALL: [Self; 5] =
        [Self::Appointments, Self::CompanyAssociation, Self::Courses, Self::Listings, Self::Services];

    /// The name that commands and the store know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Appointments => "appointments",
            Self::CompanyAssociation => "company-association",
            Self::Courses => "courses",
            Self::Listings => "listings",
            Self::Services => "services",
        }
    }

    /// The feature of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// Whether it is on in an account that never switched it.
    ///
    /// In HubSpot an administrator first activates each type of the library; here they can be used at once, which is
    /// what somebody who develops against them wants.
    /// HubSpot starts new accounts with the association of companies on; here whoever creates contacts gets contacts,
    /// until somebody asks for more.
    pub const fn is_on_at_first(self) -> bool {
        match self {
            Self::Appointments | Self::Courses | Self::Listings | Self::Services => true,
            Self::CompanyAssociation => false,
        }
    }

    /// The object type of the library that it stands for.
    pub fn object_type(self) -> Option<ObjectTypeId> {
        object_type::find(self.as_str()).map(|row| row.id)
    }

    /// The feature that a type of the object library stands for; none for types that every account has.
    pub fn of_object_type(id: ObjectTypeId) -> Option<Self> {
        // The types of the library are among the last ones: nearly every call ends at the first comparison.
        const FIRST: ObjectTypeId = ObjectTypeId::standard(162);
        if id < FIRST {
            return None;
        }
        Self::ALL.into_iter().find(|feature| feature.object_type() == Some(id))
    }
}

/// The features of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(Vec<(Feature, bool)>);

impl Features {
    /// Whether a feature is on.
    pub fn has(&self, feature: Feature) -> bool {
        let switched = self.0.iter().find(|(known, _)| *known == feature);
        switched.map_or(feature.is_on_at_first(), |(_, enabled)| *enabled)
    }

    /// Whether records of an object type can be used: those that every account has always, those of the object
    /// library unless they are switched off.
    pub fn has_object_type(&self, id: ObjectTypeId) -> bool {
        Feature::of_object_type(id).is_none_or(|feature| self.has(feature))
    }
}

impl FromIterator<(Feature, bool)> for Features {
    fn from_iter<I: IntoIterator<Item = (Feature, bool)>>(switched: I) -> Self {
        Self(switched.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_found_by_name_and_by_type() {
        assert!(Feature::ALL.is_sorted_by_key(|feature| feature.as_str()));
        for feature in Feature::ALL {
            assert_eq!(Feature::parse(feature.as_str()), Some(feature));
        }
        assert_eq!(Feature::parse("Services"), None);
        let library: Vec<_> = object_type::standard_types()
            .iter()
            .filter(|row| Feature::of_object_type(row.id).is_some())
            .map(|row| row.plural)
            .collect();
        assert_eq!(library, ["services", "courses", "listings", "appointments"]);
    }

    #[test]
    fn what_was_never_switched_is_as_it_is_at_first() {
        let features: Features = [(Feature::Courses, false)].into_iter().collect();
        assert!(features.has(Feature::Services) && !features.has(Feature::Courses));
        for (number, expected) in [(1, true), (162, true), (410, false)] {
            assert_eq!(features.has_object_type(ObjectTypeId::standard(number)), expected, "0-{number}");
        }
    }
}
