//! `linchpin deliveries --show`: print everything about one delivery.

use std::io::Write;

use anyhow::Result;
use linchpin_engine::webhooks::Exchange;
use linchpin_engine::webhooks::deliveries::{Attempt, Detailed};
use linchpin_engine::{Engine, Principal};

/// Prints a delivery: the line that a list has of it, then each time that it was sent.
pub(super) async fn show(engine: &Engine, principal: &Principal, id: &str) -> Result<()> {
    let Detailed { delivery, attempts, health } = engine.read_webhook_delivery(principal, None, id).await?;
    let mut out = std::io::stdout().lock();
    super::write(&mut out, &delivery)?;
    for (attempt, said) in &attempts {
        write(&mut out, attempt, said.as_ref())?;
    }
    if let Some(since) = health.down_since().filter(|_| delivery.row.due_at.is_some()) {
        writeln!(out, "\nthe receiver is down since {since}: {} requests failed in a row", health.failures)?;
    }
    Ok(())
}

/// Writes one time that a delivery was sent, as a conversation: `>` is what was sent, `<` what came back.
fn write(out: &mut impl Write, attempt: &Attempt, said: Option<&Exchange>) -> std::io::Result<()> {
    let duration_ms = attempt.duration_us as f64 / 1e3;
    writeln!(out, "\nattempt {} at {}, {duration_ms:.1} ms", attempt.number, attempt.sent_at)?;
    if let Some(said) = said {
        writeln!(out, "> POST {}", said.url)?;
        said.sent.lines().try_for_each(|line| writeln!(out, "> {line}"))?;
    }
    if let Some(status) = attempt.status {
        writeln!(out, "< {status}")?;
    }
    if let Some(said) = said {
        said.received.lines().try_for_each(|line| writeln!(out, "< {}", plain(line)))?;
    }
    if let Some(body) = &attempt.response {
        writeln!(out, "<")?;
        body.lines().try_for_each(|line| writeln!(out, "< {}", plain(line)))?;
    }
    if let Some(error) = &attempt.error {
        writeln!(out, "{error}")?;
    }
    Ok(())
}

/// A line that others wrote, which must not steer the terminal.
fn plain(line: &str) -> String {
    line.replace(char::is_control, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use linchpin_domain::Timestamp;

    use super::*;

    #[test]
    fn an_attempt_is_written_as_a_conversation() {
        let said = Exchange {
            url: "http://localhost:3000/".to_owned(),
            sent: "content-type: application/json".to_owned(),
            received: "server: me\ndate: today".to_owned(),
        };
        let attempt = Attempt {
            number: 1,
            sent_at: Timestamp(0),
            duration_us: 1_500,
            status: Some(500),
            error: None,
            response: Some("oh\u{1b}[2J\nno".to_owned()),
            exchange: None,
        };
        let written = |attempt: &Attempt, said| {
            let mut out = Vec::new();
            write(&mut out, attempt, said).expect("a list takes everything");
            String::from_utf8(out).expect("it is text")
        };
        assert_eq!(
            written(&attempt, Some(&said)),
            "\nattempt 1 at 1970-01-01T00:00:00Z, 1.5 ms\n> POST http://localhost:3000/\n\
             > content-type: application/json\n< 500\n< server: me\n< date: today\n<\n< oh\u{fffd}[2J\n< no\n"
        );
        let failed = Attempt { status: None, response: None, error: Some("refused".to_owned()), ..attempt };
        let expected = "\nattempt 1 at 1970-01-01T00:00:00Z, 1.5 ms\nrefused\n";
        assert_eq!(written(&failed, None), expected);
    }
}
