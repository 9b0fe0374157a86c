//! What people and companies are called and what people do; the common comes first.

use std::sync::LazyLock;

/// The lines of a text inside the binary.
type List = LazyLock<Vec<&'static str>>;

/// First names.
pub(super) static FIRST_NAMES: List =
    LazyLock::new(|| include_str!("lists/first_names.txt").lines().collect());

/// Last names.
pub(super) static LAST_NAMES: List = LazyLock::new(|| include_str!("lists/last_names.txt").lines().collect());

/// First words of companies' names; few enough that some companies share one, as in real data.
pub(super) static COMPANY_WORDS: List =
    LazyLock::new(|| include_str!("lists/company_words.txt").lines().collect());

/// What people do, and how likely that is.
pub(super) const JOB_TITLES: [(u64, &str); 44] = [
    (40, "Sales Manager"),
    (38, "Account Executive"),
    (36, "Marketing Manager"),
    (34, "Owner"),
    (32, "Software Engineer"),
    (30, "Office Manager"),
    (30, "Project Manager"),
    (28, "Operations Manager"),
    (26, "Customer Success Manager"),
    (24, "Chief Executive Officer"),
    (22, "Director of Sales"),
    (22, "Product Manager"),
    (20, "Accountant"),
    (20, "Business Development Representative"),
    (20, "Marketing Specialist"),
    (18, "Purchasing Manager"),
    (18, "IT Manager"),
    (16, "Human Resources Manager"),
    (16, "Head of Marketing"),
    (16, "Executive Assistant"),
    (14, "Chief Technology Officer"),
    (14, "Finance Manager"),
    (14, "Consultant"),
    (12, "Vice President of Sales"),
    (12, "Data Analyst"),
    (12, "Support Specialist"),
    (12, "Designer"),
    (10, "Chief Financial Officer"),
    (10, "Head of Operations"),
    (10, "Content Manager"),
    (10, "Systems Administrator"),
    (8, "Chief Operating Officer"),
    (8, "Partner"),
    (8, "Vice President of Marketing"),
    (8, "Plant Manager"),
    (8, "Logistics Coordinator"),
    (6, "Recruiter"),
    (6, "Quality Manager"),
    (6, "Legal Counsel"),
    (6, "Event Manager"),
    (4, "Chief Marketing Officer"),
    (4, "Research Scientist"),
    (4, "Facility Manager"),
    (2, "Member of the Board"),
];

/// A name as it stands in addresses: lower-case ASCII letters only.
pub(super) fn in_addresses(name: &str) -> String {
    let mut plain = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        match letter {
            'A'..='Z' | 'a'..='z' => plain.push(letter.to_ascii_lowercase()),
            'ä' | 'Ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => plain.push_str("oe"),
            'ü' | 'Ü' => plain.push_str("ue"),
            'á' | 'ã' | 'å' | 'Å' => plain.push('a'),
            'é' | 'É' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'í' | 'ı' => plain.push('i'),
            'ó' => plain.push('o'),
            'ş' | 'ś' => plain.push('s'),
            // Blanks, marks between names, and letters that no name here has.
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ascii_without_losing_a_letter() {
        for (name, expected) in [
            ("Müller", "mueller"),
            ("O'Brien", "obrien"),
            ("van den Berg", "vandenberg"),
            ("Søren", "soeren"),
            ("Yılmaz", "yilmaz"),
            ("Harbor & Hall IT", "harborhallit"),
        ] {
            assert_eq!(in_addresses(name), expected);
        }
        for name in FIRST_NAMES.iter().chain(LAST_NAMES.iter()) {
            let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
            assert!(in_addresses(name).len() >= n_letters, "{name}");
        }
    }

    #[test]
    fn no_name_comes_twice() {
        for names in [&FIRST_NAMES, &LAST_NAMES, &COMPANY_WORDS] {
            let distinct: std::collections::HashSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len());
        }
    }
}
