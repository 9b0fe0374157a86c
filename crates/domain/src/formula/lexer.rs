//! A formula as words: numbers, texts, names and signs.

use super::violation::FormulaViolation;

/// A word of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits with at most one point, and with an exponent.
    Number(&'a str),
    /// A text without its quotes.
    Text(String),
    /// A property, a function or a word of the language.
    Name(&'a str),
    Sign(&'static str),
    End,
}

impl Token<'_> {
    /// The word as messages show it.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Number(text) | Self::Name(text) => (*text).to_owned(),
            Self::Text(text) => format!("'{text}'"),
            Self::Sign(sign) => (*sign).to_owned(),
            Self::End => "EOF".to_owned(),
        }
    }
}

/// The signs; those of two characters come before those that they begin with.
const SIGNS: [&str; 13] = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","];

/// Splits a formula into words.
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// Behind the last word.
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next word and where it begins.
    pub(super) fn next(&mut self) -> Result<(Token<'a>, usize), FormulaViolation> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let rest = &self.text[start..];
        let Some(first) = rest.chars().next() else { return Ok((Token::End, start)) };
        let (token, length) = match first {
            '\'' | '"' => quoted(rest, first).ok_or_else(|| self.unexpected(self.text.len(), &Token::End))?,
            '0'..='9' | '.' if number_length(rest) > 0 => {
                let length = number_length(rest);
                (Token::Number(&rest[..length]), length)
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let length = name_length(rest);
                (Token::Name(&rest[..length]), length)
            }
            other => match SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
                Some(sign) => (Token::Sign(sign), sign.len()),
                None => return Err(self.violation(start, other.to_string(), EXPRESSION)),
            },
        };
        self.at += length;
        Ok((token, start))
    }

    /// What is wrong with a word that does not belong there.
    pub(super) fn unexpected(&self, at: usize, found: &Token<'_>) -> FormulaViolation {
        self.violation(at, found.describe(), EXPRESSION)
    }

    /// The same where something certain should have stood.
    pub(super) fn violation(&self, at: usize, found: String, expected: &'static str) -> FormulaViolation {
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        FormulaViolation::Syntax {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            expected,
            found,
        }
    }
}

/// What messages say could have stood where an expression should begin.
pub(super) const EXPRESSION: &str = "an expression";

fn name_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
}

/// The length of the number that `rest` begins with, 0 if it is only a point.
fn number_length(rest: &str) -> usize {
    let digits = |from: usize| {
        let rest = &rest[from..];
        rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
    };
    let integer = digits(0);
    let fraction = if rest[integer..].starts_with('.') { 1 + digits(integer + 1) } else { 0 };
    if integer == 0 && fraction <= 1 {
        return 0;
    }
    let length = integer + fraction;
    length + exponent_length(&rest[length..])
}

/// The length of an exponent; `2e3x` and `2e` have none, for there it is the property `e3x` or `e` that is multiplied.
fn exponent_length(rest: &str) -> usize {
    let Some(signed) = rest.strip_prefix(['e', 'E']) else { return 0 };
    let unsigned = signed.strip_prefix(['-', '+']).unwrap_or(signed);
    let digits = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
    if digits == 0 || name_length(unsigned) > digits {
        return 0;
    }
    rest.len() - unsigned.len() + digits
}

/// The text that `rest` begins with and its length with quotes; none if it is never closed.
///
/// In single quotes a doubled quote is one, in double quotes a backslash protects what follows it.
fn quoted<'a>(rest: &str, quote: char) -> Option<(Token<'a>, usize)> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == quote {
            if quote == '\'' && characters.next_if(|(_, next)| *next == quote).is_some() {
                text.push(quote);
                continue;
            }
            return Some((Token::Text(text), at + 1));
        }
        let protected = (character == '\\' && quote == '"').then(|| characters.next()).flatten();
        text.push(protected.map_or(character, |(_, protected)| protected));
    }
    None
}
