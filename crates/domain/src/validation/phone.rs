//! Telephone numbers with the calling code of their country.

/// The countries by their two letters, each with its calling code (ITU-T E.164).
///
/// Countries that share a code are told apart by area, which no rule asks for.
const CALLING_CODES: &str = "\
    ac247 ad376 ae971 af93 ag1 ai1 al355 am374 ao244 ar54 as1 at43 au61 aw297 ax358 az994 ba387 bb1 bd880 be32 \
    bf226 bg359 bh973 bi257 bj229 bl590 bm1 bn673 bo591 bq599 br55 bs1 bt975 bw267 by375 bz501 ca1 cc61 cd243 \
    cf236 cg242 ch41 ci225 ck682 cl56 cm237 cn86 co57 cr506 cu53 cv238 cw599 cx61 cy357 cz420 de49 dj253 dk45 dm1 \
    do1 dz213 ec593 ee372 eg20 eh212 er291 es34 et251 fi358 fj679 fk500 fm691 fo298 fr33 ga241 gb44 gd1 ge995 \
    gf594 gg44 gh233 gi350 gl299 gm220 gn224 gp590 gq240 gr30 gt502 gu1 gw245 gy592 hk852 hn504 hr385 ht509 hu36 \
    id62 ie353 il972 im44 in91 io246 iq964 ir98 is354 it39 je44 jm1 jo962 jp81 ke254 kg996 kh855 ki686 km269 kn1 \
    kp850 kr82 kw965 ky1 kz7 la856 lb961 lc1 li423 lk94 lr231 ls266 lt370 lu352 lv371 ly218 ma212 mc377 md373 \
    me382 mf590 mg261 mh692 mk389 ml223 mm95 mn976 mo853 mp1 mq596 mr222 ms1 mt356 mu230 mv960 mw265 mx52 my60 \
    mz258 na264 nc687 ne227 nf672 ng234 ni505 nl31 no47 np977 nr674 nu683 nz64 om968 pa507 pe51 pf689 pg675 ph63 \
    pk92 pl48 pm508 pr1 ps970 pt351 pw680 py595 qa974 re262 ro40 rs381 ru7 rw250 sa966 sb677 sc248 sd249 se46 \
    sg65 sh290 si386 sj47 sk421 sl232 sm378 sn221 so252 sr597 ss211 st239 sv503 sx1 sy963 sz268 ta290 tc1 td235 \
    tg228 th66 tj992 tk690 tl670 tm993 tn216 to676 tr90 tt1 tv688 tw886 tz255 ua380 ug256 us1 uy598 uz998 va39 \
    vc1 ve58 vg1 vi1 vn84 vu678 wf681 ws685 xk383 ye967 yt262 za27 zm260 zw263";

/// How many digits a number has with its calling code; a shorter one reaches nobody from abroad.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// The calling code of a country by its two letters in lower case.
pub(super) fn calling_code(country: &str) -> Option<&'static str> {
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_lowercase());
    is_country.then_some(())?;
    CALLING_CODES.split(' ').find_map(|entry| entry.strip_prefix(country))
}

/// Whether a text is a number with its calling code, be it this one or any.
pub(super) fn is_number(text: &str, code: Option<&str>) -> bool {
    let Some(digits) = digits(text) else { return false };
    DIGITS.contains(&digits.len())
        && match code {
            Some(code) => digits.starts_with(code),
            None => CALLING_CODES
                .split(' ')
                .any(|entry| entry.get(2..).is_some_and(|code| digits.starts_with(code))),
        }
}

/// A number without the signs that people put between its digits; other texts as they are.
pub(super) fn normal(text: &str) -> String {
    match (digits(text), extension(text)) {
        (Some(digits), "") => format!("+{digits}"),
        (Some(digits), extension) => format!("+{digits} ext. {extension}"),
        (None, _) => text.trim().to_owned(),
    }
}

/// The digits of a number that begins with `+`; none when it holds anything else than digits and what separates
/// them.
fn digits(text: &str) -> Option<String> {
    let (number, extension) = parts(text);
    let number = number.trim().strip_prefix('+')?;
    let is_separator = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}');
    let is_number = number.chars().all(|c| c.is_ascii_digit() || is_separator(c));
    let is_extension = extension.is_none_or(|digits| {
        !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    (is_number && is_extension).then(|| number.chars().filter(char::is_ascii_digit).collect())
}

fn extension(text: &str) -> &str {
    parts(text).1.unwrap_or_default()
}

/// A number, and the extension behind it.
fn parts(text: &str) -> (&str, Option<&str>) {
    let found = ["ext.", "ext", "x"].iter().find_map(|mark| text.split_once(mark));
    match found {
        Some((number, extension)) => (number, Some(extension.trim())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_codes() {
        for (country, code) in
            [("us", Some("1")), ("de", Some("49")), ("ac", Some("247")), ("xk", Some("383"))]
        {
            assert_eq!(calling_code(country), code, "{country}");
        }
        for country in ["", "u", "zz", "US", "us1", "é"] {
            assert_eq!(calling_code(country), None, "{country}");
        }
        assert!(CALLING_CODES.split(' ').is_sorted());
    }

    #[test]
    fn numbers_begin_with_a_code() {
        for (text, code, expected) in [
            ("+1 (617) 555-1234", None, true),
            ("+49.30/1234567", None, true),
            ("+1 617 555 1234 ext. 12", Some("1"), true),
            ("+16175551234x12", Some("1"), true),
            ("+49301234567", Some("1"), false),
            ("617 555 1234", None, false),
            ("+1 617 CALL ME", None, false),
            ("+123", None, false),
            ("+1234567890123456", None, false),
            ("+1 617 555 1234 ext. x", None, false),
            ("+", None, false),
            ("", None, false),
        ] {
            assert_eq!(is_number(text, code), expected, "{text}");
        }
    }

    #[test]
    fn normal_numbers_have_only_digits() {
        for (text, expected) in [
            (" +1 (617) 555-1234", "+16175551234"),
            ("+1 617 555 1234 x 12", "+16175551234 ext. 12"),
            ("617 555 ", "617 555"),
        ] {
            assert_eq!(normal(text), expected, "{text}");
        }
    }
}
