//! What was said in an attempt to send something, beside the bodies.

/// What was said in an attempt, beside the bodies; of each header a line, `name: value`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Where it went.
    pub url: String,
    /// The headers that were sent.
    pub sent: String,
    /// The headers that came back; empty if no answer came.
    pub received: String,
}

impl Exchange {
    /// The form in which it is kept: one text, for it is read by people only, and seldom.
    pub(super) fn write(url: &str, sent: &str, received: &str) -> String {
        format!("{url}\n{sent}\n\n{received}")
    }

    /// Reads the form in which it is kept.
    pub fn read(text: &str) -> Self {
        let (url, rest) = text.split_once('\n').unwrap_or((text, ""));
        let (sent, received) = rest.split_once("\n\n").unwrap_or((rest, ""));
        Self { url: url.to_owned(), sent: sent.to_owned(), received: received.to_owned() }
    }

    /// The names and values of headers.
    pub fn headers(lines: &str) -> impl Iterator<Item = (&str, &str)> {
        lines.lines().filter_map(|line| line.split_once(": "))
    }

    /// The same for somebody to whom the receiver does not belong: what its URL says behind the path may be a secret.
    pub(super) fn for_others(mut self) -> Self {
        if let Some(end) = self.url.find('?') {
            self.url.truncate(end);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanges_are_read_as_they_were_written() {
        for (url, sent, received) in [
            ("https://example.com/a?b=c", "content-type: text/plain\nx-empty: ", "server: a: b\ndate: today"),
            ("http://localhost:3000/", "content-type: text/plain", ""),
            ("http://localhost:3000/", "", "server: me"),
        ] {
            let read = Exchange::read(&Exchange::write(url, sent, received));
            let [url, sent, received] = [url, sent, received].map(str::to_owned);
            assert_eq!(read, Exchange { url, sent, received });
        }
        let lines = "server: a: b\nx-empty: ";
        assert_eq!(Exchange::headers(lines).collect::<Vec<_>>(), [("server", "a: b"), ("x-empty", "")]);
    }

    #[test]
    fn others_see_where_a_receiver_is_and_no_more() {
        for (url, expected) in
            [("https://example.com/a?key=b", "https://example.com/a"), ("https://a/", "https://a/")]
        {
            let exchange = Exchange { url: url.to_owned(), ..Exchange::default() };
            assert_eq!(exchange.for_others().url, expected);
        }
    }
}
