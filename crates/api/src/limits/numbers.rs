//! Numbers as header values, without formatting what was formatted before: most answers carry several.

use std::cell::RefCell;

use axum::http::HeaderValue;

/// The numbers from zero that are written beforehand: more than any app may call in ten seconds.
const N_WRITTEN: usize = 256;
/// How many digits those have at most.
const WIDTH: usize = 3;

static WRITTEN: [[u8; WIDTH]; N_WRITTEN] = written();

thread_local! {
    /// The last large numbers that this thread wrote, each in the place of its purpose.
    static LARGE: RefCell<[(u64, HeaderValue); 2]> =
        const { RefCell::new([(0, HeaderValue::from_static("0")), (0, HeaderValue::from_static("0"))]) };
}

/// What a large number is for: those of one purpose often repeat, such as a limit, or what is left where none is
/// enforced.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// How many calls there may be.
    Limit = 0,
    /// How many of them are left.
    Left = 1,
}

/// A number that is mostly small.
pub(super) fn small(number: u64) -> HeaderValue {
    let Some(digits) = usize::try_from(number).ok().and_then(|index| WRITTEN.get(index)) else {
        return number.into();
    };
    let n_digits = if number < 10 { 1 } else { 2 + usize::from(number >= 100) };
    let text = std::str::from_utf8(&digits[WIDTH - n_digits..]).expect("digits are ASCII");
    HeaderValue::from_static(text)
}

/// A number that is mostly large.
pub(super) fn large(purpose: Purpose, number: u64) -> HeaderValue {
    LARGE.with_borrow_mut(|last| {
        let (known, value) = &mut last[purpose as usize];
        if *known != number {
            (*known, *value) = (number, number.into());
        }
        value.clone()
    })
}

/// The digits of each number, at the end of its place.
const fn written() -> [[u8; WIDTH]; N_WRITTEN] {
    let mut all = [[b'0'; WIDTH]; N_WRITTEN];
    let mut number = 0;
    while number < N_WRITTEN {
        let (mut rest, mut place) = (number, WIDTH);
        while place > 0 {
            place -= 1;
            all[number][place] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        number += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Purpose, large, small};

    #[test]
    fn numbers_are_written_as_they_are() {
        for number in (0..1_000).chain([65_536, 1_000_000, u64::MAX]) {
            assert_eq!(small(number), number.to_string());
            for purpose in [Purpose::Limit, Purpose::Left, Purpose::Limit] {
                assert_eq!(large(purpose, number), number.to_string(), "{purpose:?}");
            }
        }
    }
}
