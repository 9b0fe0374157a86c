//! The preview of an activity's text, plain and as HTML.

use std::borrow::Cow;

use super::{Write, derive, flag};
use crate::Properties;

/// How many characters of the plain text a preview keeps.
const LIMIT: usize = 512;

/// Elements whose end separates words.
const BLOCKS: [&str; 9] = ["p", "div", "br", "li", "ul", "ol", "tr", "td", "h1"];

/// Previews the first body property that has a text.
pub(super) fn apply(write: &Write<'_>, new: &mut Properties) {
    let bodies = write.object_type.body_properties;
    if !bodies.iter().any(|name| write.changes(new, name)) {
        return;
    }
    let Some(body) = bodies.iter().find_map(|name| new.filled(name)).map(str::to_owned) else {
        for name in ["hs_body_preview", "hs_body_preview_html", "hs_body_preview_is_truncated"] {
            derive(new, name, None::<&str>);
        }
        return;
    };
    let text = plain_text(&body);
    let cut = text.char_indices().nth(LIMIT).map(|(at, _)| at);
    let shown = &text[..cut.unwrap_or(text.len())];
    let inner = if cut.is_some() { escape(shown) } else { body };
    derive(new, "hs_body_preview", Some(shown));
    derive(
        new,
        "hs_body_preview_html",
        Some(format!("<html>\n<head></head>\n<body>\n{}\n</body>\n</html>", inner.trim())),
    );
    derive(new, "hs_body_preview_is_truncated", Some(flag(cut.is_some())));
}

/// The text of an HTML fragment: without tags, entities decoded, blanks collapsed.
fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = after.find('>').filter(|_| is_tag) else {
            text.push_str(&rest[..=start]);
            rest = after;
            continue;
        };
        text.push_str(&rest[..start]);
        if is_block(&after[..end]) {
            text.push(' ');
        }
        rest = &after[end + 1..];
    }
    text.push_str(rest);
    let decoded = decode(&text);
    let mut words = decoded.split_whitespace();
    let mut collapsed = String::with_capacity(decoded.len());
    collapsed.extend(words.next());
    for word in words {
        collapsed.push(' ');
        collapsed.push_str(word);
    }
    collapsed
}

fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

/// Decodes the entities that editors write; `&amp;` last, so that `&amp;lt;` stays `&lt;`.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let entities =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Cow::Owned(entities.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_plain_words() {
        for (html, expected) in [
            ("Called, no answer.", "Called, no answer."),
            ("<p>One</p><p>Two</p>", "One Two"),
            ("<b>bo</b>ld", "bold"),
            ("a<br/>b", "a b"),
            ("Tom &amp; Jerry &lt;3&nbsp;!", "Tom & Jerry <3 !"),
            ("&amp;lt;", "&lt;"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("an <unclosed", "an <unclosed"),
            ("  \n many \t blanks ", "many blanks"),
            ("<div></div>", ""),
        ] {
            assert_eq!(plain_text(html), expected, "{html}");
        }
    }
}
