//! Which company an e-mail address speaks for: by its domain, unless anybody can have an address there.

/// Domains at which anybody can have an address, so that they say nothing about a company.
///
/// Those of one provider in many countries are written once, with `*` for what follows the first dot.
const FREE_MAIL: &str = "\
    126.com 139.com 163.com aim.com aol.* att.net bellsouth.net bigpond.com bluewin.ch btinternet.com charter.net \
    comcast.net cox.net daum.net earthlink.net email.com fastmail.com fastmail.fm free.fr freemail.hu freenet.de \
    gmail.com gmx.* googlemail.com hanmail.net hey.com hotmail.* hushmail.com icloud.com inbox.ru interia.pl juno.com \
    kakao.com laposte.net libero.it list.ru live.* mac.com mail.com mail.ru me.com msn.com nate.com naver.com \
    netscape.net netzero.net o2.pl onet.pl orange.fr outlook.* pm.me posteo.de proton.me protonmail.ch protonmail.com \
    qq.com rambler.ru rediffmail.com rocketmail.com rogers.com sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com \
    sohu.com sympatico.ca t-online.de telus.net terra.com.br tiscali.it tutanota.com uol.com.br verizon.net \
    virgilio.it virginmedia.com wanadoo.fr web.de windowslive.com wp.pl yahoo.* yandex.* ya.ru yeah.net ymail.com \
    zoho.com";

/// The domain of an address that speaks for a company, in lower case.
pub fn of_email(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    let domain = domain.trim().to_lowercase();
    (domain.contains('.') && !is_free_mail(&domain)).then_some(domain)
}

/// The domains of a company, each once: its own, and additional ones that are separated by `;`.
pub fn of_company(domain: Option<&str>, additional: Option<&str>) -> Vec<String> {
    let texts = domain.into_iter().chain(additional.into_iter().flat_map(|text| text.split(';')));
    let mut domains: Vec<_> = texts.filter_map(bare).collect();
    domains.sort_unstable();
    domains.dedup();
    domains
}

/// The domain in what people write as one: without `https://`, `www.` and a path, in lower case.
fn bare(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_owned())
}

fn is_free_mail(domain: &str) -> bool {
    let mut entries = FREE_MAIL.split_ascii_whitespace();
    entries.any(|entry| match entry.strip_suffix(".*") {
        Some(provider) => domain.split_once('.').is_some_and(|(name, _)| name == provider),
        None => entry == domain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_speak_for_companies_unless_anybody_can_have_one() {
        for (email, expected) in [
            ("ada@Example.com", Some("example.com")),
            ("a@mail.example.co.uk", Some("mail.example.co.uk")),
            ("a@gmail.com", None),
            ("a@YAHOO.co.jp", None),
            ("a@gmx.de", None),
            ("a@live.example.com", None),
            ("a@gmail.com.example.com", Some("gmail.com.example.com")),
            ("a@localhost", None),
            ("nobody", None),
        ] {
            assert_eq!(of_email(email).as_deref(), expected, "{email}");
        }
    }

    #[test]
    fn companies_have_the_domains_that_people_write() {
        for (domain, additional, expected) in [
            (Some("example.com"), None, "example.com"),
            (Some("https://www.Example.com/about?x"), None, "example.com"),
            (Some("example.com"), Some("example.org; www.example.com;;x"), "example.com example.org"),
            (Some("localhost"), None, ""),
            (None, Some("a.co:80"), "a.co"),
            (None, None, ""),
        ] {
            assert_eq!(of_company(domain, additional).join(" "), expected, "{domain:?} {additional:?}");
        }
    }
}
