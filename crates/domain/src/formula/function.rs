//! The functions of the language: one row each.
//!
//! Those that HubSpot documents, and those of the others that its parser names (recorded 2026) whose meaning is plain.

use super::expression::Kind;

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Max,
    Min,
    IsPresent,
    IsBlank,
    Coalesce,
    Contains,
    BeginsWith,
    Concatenate,
    NumberToString,
    StringToNumber,
    ToLowerCase,
    ToUpperCase,
    StringLength,
    RoundDown,
    RoundUp,
    RoundNearest,
    Abs,
    TimeBetween,
}

/// What a function takes and yields.
pub(super) struct Signature {
    pub(super) function: Function,
    pub(super) name: &'static str,
    pub(super) min: usize,
    pub(super) max: usize,
    /// The kind of all inputs; none for any.
    pub(super) input: Option<Kind>,
    /// The kind of the result; none for that of the inputs.
    pub(super) output: Option<Kind>,
}

/// The most inputs of the functions that take many.
const MANY: usize = 100;

const NUMBER: Option<Kind> = Some(Kind::Number);
const TEXT: Option<Kind> = Some(Kind::Text);
const BOOL: Option<Kind> = Some(Kind::Bool);

/// Every function, in the order of declaration.
static SIGNATURES: [Signature; 18] = [
    row(Function::Max, "max", (2, MANY), NUMBER, NUMBER),
    row(Function::Min, "min", (2, MANY), NUMBER, NUMBER),
    row(Function::IsPresent, "is_present", (1, 1), None, BOOL),
    row(Function::IsBlank, "is_blank", (1, 1), None, BOOL),
    row(Function::Coalesce, "coalesce", (1, MANY), None, None),
    row(Function::Contains, "contains", (2, 2), TEXT, BOOL),
    row(Function::BeginsWith, "begins_with", (2, 2), TEXT, BOOL),
    row(Function::Concatenate, "concatenate", (2, MANY), TEXT, TEXT),
    row(Function::NumberToString, "number_to_string", (1, 1), NUMBER, TEXT),
    row(Function::StringToNumber, "string_to_number", (1, 1), TEXT, NUMBER),
    row(Function::ToLowerCase, "to_lower_case", (1, 1), TEXT, TEXT),
    row(Function::ToUpperCase, "to_upper_case", (1, 1), TEXT, TEXT),
    row(Function::StringLength, "string_length", (1, 1), TEXT, NUMBER),
    row(Function::RoundDown, "round_down", (1, 2), NUMBER, NUMBER),
    row(Function::RoundUp, "round_up", (1, 2), NUMBER, NUMBER),
    row(Function::RoundNearest, "round_nearest", (1, 2), NUMBER, NUMBER),
    row(Function::Abs, "abs", (1, 1), NUMBER, NUMBER),
    row(Function::TimeBetween, "time_between", (2, 2), NUMBER, NUMBER),
];

const fn row(
    function: Function,
    name: &'static str,
    (min, max): (usize, usize),
    input: Option<Kind>,
    output: Option<Kind>,
) -> Signature {
    Signature { function, name, min, max, input, output }
}

impl Function {
    /// The function of this name, in any case.
    pub(super) fn find(name: &str) -> Option<Self> {
        SIGNATURES.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.function)
    }

    /// Its row.
    pub(super) fn signature(self) -> &'static Signature {
        &SIGNATURES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::SIGNATURES;

    #[test]
    fn rows_stand_in_the_order_of_their_functions() {
        for (index, row) in SIGNATURES.iter().enumerate() {
            assert_eq!(row.function as usize, index, "{}", row.name);
        }
    }
}
