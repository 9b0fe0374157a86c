//! Identifiers, each its own type, so that an account cannot be passed where a record is meant.

use std::fmt;
use std::str::FromStr;

/// Ids stay below this bound because clients parse them as JavaScript numbers.
pub const ID_LIMIT: i64 = 1 << 53;

/// Declares a number that names one kind of thing.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl $name {
            /// Reads an id as it travels: decimal digits only, from 1 up to 2^53.
            pub fn parse(text: &str) -> Option<Self> {
                positive_decimal(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    };
}

id! {
    /// An account: HubSpot's "portal" and our tenant boundary.
    AccountId
}
id! {
    /// One record; unique within its account and object type, not across types.
    RecordId
}
id! {
    /// An app that was installed or a private app.
    AppId
}
id! {
    /// A person who may sign in.
    UserId
}
id! {
    /// Users of an account who belong together.
    TeamId
}
id! {
    /// A list of records; unique in its account, across object types.
    ListId
}

fn positive_decimal(text: &str) -> Option<i64> {
    // 2^53 has 16 digits; longer text cannot be an id, whatever its leading zeros say.
    if text.is_empty() || text.len() > 16 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = text.bytes().fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    (1..ID_LIMIT).contains(&number).then_some(number)
}

/// The id of an object type, such as `0-1` for contacts or `2-123` for a custom type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectTypeId {
    meta: u8,
    number: u32,
}

impl ObjectTypeId {
    /// Names one of HubSpot's own types, `0-n`.
    pub const fn standard(number: u32) -> Self {
        Self { meta: 0, number }
    }

    /// Names a custom type of an account, `2-n`.
    pub const fn custom(number: u32) -> Self {
        Self { meta: 2, number }
    }

    /// Tells whether the type is one of HubSpot's own.
    pub const fn is_standard(self) -> bool {
        self.meta == 0
    }

    /// The number behind the dash.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Packs the id into one integer for the database.
    pub const fn code(self) -> i64 {
        ((self.meta as i64) << 32) | self.number as i64
    }

    /// Unpacks what [`ObjectTypeId::code`] packed.
    pub const fn from_code(code: i64) -> Self {
        Self { meta: (code >> 32) as u8, number: code as u32 }
    }
}

impl fmt::Display for ObjectTypeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.meta, self.number)
    }
}

/// The text is not the id of an object type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnObjectTypeId;

impl fmt::Display for NotAnObjectTypeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not an object type id")
    }
}

impl std::error::Error for NotAnObjectTypeId {}

impl FromStr for ObjectTypeId {
    type Err = NotAnObjectTypeId;

    fn from_str(text: &str) -> Result<Self, NotAnObjectTypeId> {
        let (meta, number) = text.split_once('-').ok_or(NotAnObjectTypeId)?;
        let meta = match meta {
            "0" => 0,
            "1" => 1,
            "2" => 2,
            _ => return Err(NotAnObjectTypeId),
        };
        let number = positive_decimal(number).ok_or(NotAnObjectTypeId)?;
        Ok(Self { meta, number: u32::try_from(number).map_err(|_| NotAnObjectTypeId)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_ids_are_positive_decimal_numbers_below_two_to_the_53() {
        for (text, expected) in [
            ("1", Some(1)),
            ("51854903510", Some(51_854_903_510)),
            ("007", Some(7)),
            ("9007199254740991", Some(ID_LIMIT - 1)),
            ("9007199254740992", None),
            ("99999999999999999999", None),
            ("0", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1.0", None),
            ("1e3", None),
            ("١", None),
            ("a@b.com", None),
        ] {
            assert_eq!(RecordId::parse(text), expected.map(RecordId), "{text}");
        }
    }

    #[test]
    fn object_type_ids_survive_text_and_code() {
        for text in ["0-1", "0-970", "1-7", "2-3604285", "2-4294967295"] {
            let id: ObjectTypeId = text.parse().unwrap();
            assert_eq!(id.to_string(), text);
            assert_eq!(ObjectTypeId::from_code(id.code()), id);
        }
        assert_eq!(ObjectTypeId::standard(1).code(), 1);
        assert_eq!("2-5".parse(), Ok(ObjectTypeId::custom(5)));
    }

    #[test]
    fn other_text_is_not_an_object_type_id() {
        for text in ["", "-", "0-", "-1", "0", "3-1", "0-0", "0-x", "0-1-2", "0-4294967296", "contacts"] {
            assert_eq!(text.parse::<ObjectTypeId>(), Err(NotAnObjectTypeId), "{text}");
        }
    }
}
