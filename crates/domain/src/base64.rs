//! Base64, in the alphabet for URLs, as tokens and their challenges are written, and in the usual one.

/// The alphabet for URLs: `-` and `_` in the place of `+` and `/`.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bytes in the alphabet for URLs, without padding.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let bits =
            part.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for place in 0..=part.len() {
            let sextet = bits >> (18 - 6 * place) & 63;
            out.push(char::from(ALPHABET[sextet as usize]));
        }
    }
    out
}

/// Writes bytes in the usual alphabet, with padding, as signatures are written.
pub fn encode_usual(bytes: &[u8]) -> String {
    let mut out = encode(bytes).replace('-', "+").replace('_', "/");
    out.extend(std::iter::repeat_n('=', (3 - bytes.len() % 3) % 3));
    out
}

/// Reads either alphabet, with padding or without; none when the text is no base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for part in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for place in 0..4 {
            bits = bits << 6 | part.get(place).map_or(Some(0), |byte| sextet(*byte))?;
        }
        // Four characters are three bytes, three are two, two are one; one alone is nothing.
        let n_bytes = part.len().checked_sub(1).filter(|n_bytes| *n_bytes > 0)?;
        out.extend_from_slice(&bits.to_be_bytes()[1..=n_bytes]);
    }
    Some(out)
}

/// The six bits of a character.
fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' | b'+' => 62,
        b'_' | b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decode, encode, encode_usual};

    #[test]
    fn known_texts() {
        // RFC 4648, section 10.
        for (bytes, text) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
        assert_eq!(encode_usual(&[0xfb, 0xff]), "+/8=");
        for (text, expected) in
            [("+/8=", Some(vec![0xfb, 0xff])), ("Zg==", Some(b"f".to_vec())), ("Z", None), ("Zm 9", None)]
        {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes.clone()));
            prop_assert_eq!(encode_usual(&bytes).len() % 4, 0);
            prop_assert_eq!(decode(&encode_usual(&bytes)), Some(bytes));
        }
    }
}
