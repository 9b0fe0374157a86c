//! Which properties a calculation formula reads.

/// Tells whether a formula reads the property of this name.
///
/// Names are words outside of quoted text; a number may stand directly before one, since `10amount` multiplies.
pub(super) fn reads(formula: &str, name: &str) -> bool {
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let n_bytes = match first {
            '"' | '\'' => quoted(rest, first),
            'a'..='z' | 'A'..='Z' | '_' => {
                let n_bytes =
                    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                if &rest[..n_bytes] == name {
                    return true;
                }
                n_bytes
            }
            other => other.len_utf8(),
        };
        rest = &rest[n_bytes..];
    }
    false
}

/// The length of the quoted text that `rest` begins with; one that is never closed ends with the formula.
fn quoted(rest: &str, quote: char) -> usize {
    rest[1..].find(quote).map_or(rest.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::reads;

    #[test]
    fn a_formula_reads_the_words_outside_of_quotes() {
        for (formula, expected) in [
            ("amount", true),
            ("amount * 2", true),
            ("10amount", true),
            ("2.5amount", true),
            ("max(tax,amount)", true),
            ("string(amount)", true),
            ("[properties.amount]", true),
            ("concatenate('é', amount)", true),
            ("amount_2 + amounts", false),
            ("hs_amount", false),
            ("Amount", false),
            ("contains(string(note), \"amount\")", false),
            ("'it\"s' + amount", true),
            ("'amount", false),
            ("", false),
        ] {
            assert_eq!(reads(formula, "amount"), expected, "{formula}");
        }
    }
}
