//! The pieces of a stored text, one after the other.

/// What stands at a place makes no sense there.
pub(super) struct Malformed;

/// A place in a text.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The place behind the opening brace.
    pub(super) fn behind_brace(text: &'a str) -> Self {
        Self { text, at: 1 }
    }

    /// Whether nothing but the closing brace is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at + 1 >= self.text.len()
    }

    /// Goes to the end: what follows makes no sense.
    pub(super) fn give_up(&mut self) {
        self.at = self.text.len();
    }

    /// Goes behind the comma or the closing brace.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// Goes behind a character that has to stand here.
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        let is_there = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += 1;
        is_there.then_some(())
    }

    /// The name that starts here, without its quotes, with the colon behind it.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let name = self.string()?;
        self.expect(b':')?;
        Some(&name[1..name.len() - 1])
    }

    /// The string that starts here, in its quotes; no string where there is a null.
    pub(super) fn optional(&mut self) -> Result<Option<&'a str>, Malformed> {
        if self.text.get(self.at..).ok_or(Malformed)?.starts_with("null") {
            self.at += "null".len();
            return Ok(None);
        }
        self.string().map(Some).ok_or(Malformed)
    }

    /// The string that starts here, in its quotes.
    fn string(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) != Some(&b'"') {
            return None;
        }
        let mut at = start + 1;
        loop {
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        self.text.get(start..self.at)
    }
}
