//! The journal of changes: what apps can ask it to tell, and the conditions of their filters.

/// Declares words that travel and are kept as they are.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$one])* $variant,)*
        }

        impl $name {
            /// Every one, in the order in which they are listed.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// The words for them, in the same order.
            pub const WORDS: &[&str] = &[$($word,)*];

            /// The word for it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// What the word stands for.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    };
}

words! {
    /// What happened.
    Action {
        /// A record was made.
        Create = "CREATE",
        /// Values of a record changed.
        Update = "UPDATE",
        /// A record was deleted.
        Delete = "DELETE",
        /// Records became one.
        Merge = "MERGE",
        /// A deleted record is there again.
        Restore = "RESTORE",
        /// An association has a type more.
        AssociationAdded = "ASSOCIATION_ADDED",
        /// An association has a type less.
        AssociationRemoved = "ASSOCIATION_REMOVED",
        /// Nothing: somebody asked what a record is.
        Snapshot = "SNAPSHOT",
        /// An app was let in.
        AppInstall = "APP_INSTALL",
        /// An app was taken out.
        AppUninstall = "APP_UNINSTALL",
        /// A record joined a list.
        AddedToList = "ADDED_TO_LIST",
        /// A record left a list.
        RemovedFromList = "REMOVED_FROM_LIST",
        /// A record was deleted for somebody's privacy.
        GdprDelete = "GDPR_DELETE",
    }
}

words! {
    /// What a subscription is about.
    Subject {
        /// Records of one type.
        Object = "OBJECT",
        /// Their associations.
        Association = "ASSOCIATION",
        /// Who joins and leaves lists.
        ListMembership = "LIST_MEMBERSHIP",
        /// Deletions for privacy.
        GdprPrivacyDeletion = "GDPR_PRIVACY_DELETION",
        /// Whom the app is let in by.
        AppLifecycleEvent = "APP_LIFECYCLE_EVENT",
    }
}

words! {
    /// How a condition compares.
    Operator {
        /// It is this.
        Eq = "EQ",
        /// It is something else, or nothing.
        NotEq = "N_EQ",
        /// It is greater.
        Greater = "GT",
        /// It is greater or the same.
        GreaterOrEq = "GTE",
        /// It is less.
        Less = "LT",
        /// It is less or the same.
        LessOrEq = "LTE",
        /// It is one of these.
        In = "IN",
        /// It is none of these.
        NotIn = "NOT_IN",
        /// It has this in it.
        Contains = "CONTAINS",
        /// It begins so.
        StartsWith = "STARTS_WITH",
        /// It ends so.
        EndsWith = "ENDS_WITH",
        /// It has no value.
        IsEmpty = "IS_EMPTY",
        /// It has a value.
        IsNotEmpty = "IS_NOT_EMPTY",
    }
}

impl Subject {
    /// What can be asked to be told of it.
    pub const fn actions(self) -> &'static [Action] {
        use Action::{
            AddedToList, AppInstall, AppUninstall, AssociationAdded, AssociationRemoved, Create, Delete,
            GdprDelete, Merge, RemovedFromList, Restore, Snapshot, Update,
        };
        match self {
            Self::Object => &[Create, Update, Delete, Merge, Restore, Snapshot],
            Self::Association => &[AssociationAdded, AssociationRemoved],
            Self::ListMembership => &[AddedToList, RemovedFromList],
            Self::GdprPrivacyDeletion => &[GdprDelete],
            Self::AppLifecycleEvent => &[AppInstall, AppUninstall],
        }
    }
}

impl Action {
    /// The id by which subscriptions know an event of the app itself; none where that is no event.
    pub const fn event_type(self) -> Option<&'static str> {
        match self {
            Self::AppInstall => Some("4-1909196"),
            Self::AppUninstall => Some("4-1916193"),
            _ => None,
        }
    }
}

impl Operator {
    /// Whether it compares with several values.
    pub const fn takes_values(self) -> bool {
        matches!(self, Self::In | Self::NotIn)
    }

    /// Whether it compares with one value.
    pub const fn takes_value(self) -> bool {
        !matches!(self, Self::In | Self::NotIn | Self::IsEmpty | Self::IsNotEmpty)
    }

    /// Whether a value passes; an empty one is none.
    ///
    /// Greater and less compare numbers where both are, and texts otherwise, which is right for dates as they travel.
    pub fn passes(self, value: Option<&str>, operands: &[String]) -> bool {
        let value = value.filter(|value| !value.is_empty());
        let first = operands.first().map(String::as_str).unwrap_or_default();
        let is_any = || value.is_some_and(|value| operands.iter().any(|operand| operand == value));
        let ordered = || value.map(|value| compare(value, first));
        match self {
            Self::Eq | Self::In => is_any(),
            Self::NotEq | Self::NotIn => !is_any(),
            Self::Greater => ordered().is_some_and(std::cmp::Ordering::is_gt),
            Self::GreaterOrEq => ordered().is_some_and(std::cmp::Ordering::is_ge),
            Self::Less => ordered().is_some_and(std::cmp::Ordering::is_lt),
            Self::LessOrEq => ordered().is_some_and(std::cmp::Ordering::is_le),
            Self::Contains => value.is_some_and(|value| value.contains(first)),
            Self::StartsWith => value.is_some_and(|value| value.starts_with(first)),
            Self::EndsWith => value.is_some_and(|value| value.ends_with(first)),
            Self::IsEmpty => value.is_none(),
            Self::IsNotEmpty => value.is_some(),
        }
    }
}

/// Compares as numbers what is a number on both sides.
fn compare(value: &str, operand: &str) -> std::cmp::Ordering {
    match (value.parse::<f64>(), operand.parse::<f64>()) {
        (Ok(value), Ok(operand)) => value.total_cmp(&operand),
        _ => value.cmp(operand),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.as_str()), Some(*action));
        }
        assert_eq!(Action::WORDS.len(), Action::ALL.len());
        assert_eq!(Subject::parse("EVENT"), None);
        assert_eq!(Operator::parse("eq"), None);
    }

    #[test]
    fn operators_compare() {
        for (operator, value, operands, passes) in [
            ("EQ", Some("a"), &["a"][..], true),
            ("EQ", Some("b"), &["a"], false),
            ("EQ", None, &["a"], false),
            ("N_EQ", Some("b"), &["a"], true),
            ("N_EQ", None, &["a"], true),
            ("GT", Some("10"), &["9"], true),
            ("GT", Some("9"), &["9"], false),
            ("GTE", Some("9.0"), &["9"], true),
            ("LT", Some("2026-01-01"), &["2026-02-01"], true),
            ("LTE", None, &["1"], false),
            ("IN", Some("b"), &["a", "b"], true),
            ("NOT_IN", Some("b"), &["a", "b"], false),
            ("NOT_IN", None, &["a"], true),
            ("CONTAINS", Some("abc"), &["b"], true),
            ("STARTS_WITH", Some("abc"), &["b"], false),
            ("ENDS_WITH", Some("abc"), &["bc"], true),
            ("IS_EMPTY", Some(""), &[], true),
            ("IS_EMPTY", Some("x"), &[], false),
            ("IS_NOT_EMPTY", Some("x"), &[], true),
        ] {
            let operands: Vec<_> = operands.iter().map(|text| (*text).to_owned()).collect();
            let operator = Operator::parse(operator).unwrap();
            assert_eq!(operator.passes(value, &operands), passes, "{operator:?} {value:?} {operands:?}");
        }
    }
}
