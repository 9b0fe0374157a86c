//! A slow, careful JSON reader that knows where it is.

use linchpin_wire::input::MAX_NUMBER_CHARS;

use super::jackson::{self, Token, expected};
use crate::error::Failure;

/// Reads tokens from a body, which need not be UTF-8.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// The next byte.
    at: usize,
}

/// A result whose error is the answer to the caller.
pub(super) type Read<T> = Result<T, Failure>;

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next byte that is no white space, not yet consumed.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Where the reader is.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Consumes one byte.
    pub(super) fn advance(&mut self) {
        self.at += 1;
    }

    /// The failure that something at `position` is the reason for.
    pub(super) fn failure(&self, position: usize, reason: &str) -> Failure {
        let (line, column) = self.place(position);
        Failure::invalid_json(line, column, reason)
    }

    /// The failure that the character here cannot stand here; the column is the one after it, as Jackson counts.
    pub(super) fn unexpected(&self, expected: &str) -> Failure {
        let character = self.character(self.at);
        self.failure(self.at + 1, &jackson::unexpected(character, expected))
    }

    /// Line and column of a position, both counted from 1.
    pub(super) fn place(&self, position: usize) -> (usize, usize) {
        let before = &self.bytes[..position.min(self.bytes.len())];
        let line = before.split(|byte| *byte == b'\n').count();
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        (line, position - line_start + 1)
    }

    /// The character at a position, or a stand-in for what is no UTF-8.
    fn character(&self, position: usize) -> char {
        let rest = &self.bytes[position.min(self.bytes.len())..];
        let valid = rest.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        valid.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Reads a string or a key, and returns what stands between its quotes.
    pub(super) fn string(&mut self) -> Read<&'a str> {
        self.advance();
        let start = self.at;
        loop {
            match self.bytes.get(self.at) {
                None => return Err(self.failure(self.at, jackson::END_IN_STRING)),
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(byte @ 0..=0x1f) => {
                    return Err(self.failure(self.at, &jackson::control_character(*byte)));
                }
                Some(_) => self.advance(),
            }
        }
        let content = &self.bytes[start..self.at];
        self.advance();
        std::str::from_utf8(content).map_err(|error| {
            let bad = start + error.valid_up_to();
            self.failure(bad, &jackson::invalid_utf8(self.bytes[bad]))
        })
    }

    /// Consumes one escape within a string.
    fn escape(&mut self) -> Read<()> {
        let n_bytes = match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u')
                if self.bytes[self.at..].iter().skip(2).take(4).filter(|b| b.is_ascii_hexdigit()).count()
                    == 4 =>
            {
                6
            }
            _ => return Err(self.failure(self.at + 1, &jackson::escape(self.character(self.at + 1)))),
        };
        self.at += n_bytes;
        Ok(())
    }

    /// Reads a number, a boolean or null.
    pub(super) fn bare(&mut self) -> Read<Token<'a>> {
        let start = self.at;
        let n_bytes = self.bytes[start..].iter().take_while(|byte| is_bare(**byte)).count();
        let word = std::str::from_utf8(&self.bytes[start..start + n_bytes]).expect("bare bytes are ASCII");
        let token = match word {
            "" => return Err(self.unexpected(expected::VALUE)),
            "null" => Token::Null,
            "true" | "false" => Token::Boolean(word),
            _ if word.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
                self.number(word)?
            }
            _ => return Err(self.failure(start + n_bytes, &jackson::unrecognized(word))),
        };
        self.at += n_bytes;
        Ok(token)
    }

    /// What kind of number a word is.
    fn number(&self, word: &'a str) -> Read<Token<'a>> {
        let digits = word.trim_start_matches('-').as_bytes();
        if word.len() > MAX_NUMBER_CHARS {
            return Err(self.failure(self.at, &jackson::long_number(word.len())));
        }
        if digits.first() == Some(&b'0') && digits.get(1).is_some_and(u8::is_ascii_digit) {
            return Err(self.failure(self.at + 1, jackson::LEADING_ZERO));
        }
        // Serde's grammar of numbers decides, so that both agree on what a number is.
        if serde_json::from_str::<&serde_json::value::RawValue>(word).is_err() {
            return Err(self.failure(self.at + word.len(), &jackson::unrecognized(word)));
        }
        Ok(if word.contains(['.', 'e', 'E']) { Token::Decimal(word) } else { Token::Integer(word) })
    }
}

/// Whether a byte can be part of a number or word.
const fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_' | b'$')
}
