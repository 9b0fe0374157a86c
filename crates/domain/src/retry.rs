//! When what an app did not take is sent again.

/// After how many seconds each time, unless the account says otherwise: ten times within a day (documented), spread so
/// that a receiver that restarts misses little and one that is down is left in peace.
pub const SECONDS: &str = "60,300,900,1800,3600,7200,14400,18000,18000,21600";

/// The most times that an account can ask for.
const MAX_TIMES: usize = 20;
/// The longest pause that it can ask for, in seconds: a day.
const MAX_SECONDS: u32 = 86_400;

/// The pauses that a text names, in seconds; none if it cannot be set.
pub fn parse(text: &str) -> Option<Vec<u32>> {
    let pauses: Option<Vec<u32>> = text.split(',').map(|pause| pause.trim().parse().ok()).collect();
    pauses.filter(|pauses| pauses.len() <= MAX_TIMES && pauses.iter().all(|pause| *pause <= MAX_SECONDS))
}

/// For how many milliseconds a delivery rests that was sent so often in vain; none when it is given up.
///
/// Each pause is up to a fifth shorter or longer than planned, so that what failed together does not come back
/// together; by how much follows from the number of the delivery.
pub fn pause_ms(plan: &str, delivery: i64, attempts: usize) -> Option<i64> {
    let pauses = parse(plan)?;
    let seconds = *pauses.get(attempts.checked_sub(1)?)?;
    let millionths = 800_000 + scatter(delivery, attempts) % 400_001;
    Some((u64::from(seconds) * millionths / 1_000) as i64)
}

/// A number that looks random (the finalizer of SplitMix64).
fn scatter(delivery: i64, attempts: usize) -> u64 {
    let mut bits = (delivery as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ attempts as u64;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::{SECONDS, parse, pause_ms};

    #[test]
    fn ten_retries_take_about_a_day() {
        let pauses = parse(SECONDS).expect("the plan can be set");
        assert_eq!(pauses.len(), 10);
        assert_eq!(pauses.iter().sum::<u32>(), 85_860);
    }

    #[test]
    fn a_pause_is_as_planned_give_or_take_a_fifth() {
        let mut seen = std::collections::BTreeSet::new();
        for delivery in 1..1_000 {
            for (attempts, seconds) in (1..).zip(parse(SECONDS).expect("the plan can be set")) {
                let pause = pause_ms(SECONDS, delivery, attempts).expect("it is sent again");
                let planned = i64::from(seconds) * 1_000;
                assert!(
                    (planned * 4 / 5..=planned * 6 / 5).contains(&pause),
                    "{delivery} {attempts} {pause}"
                );
                assert_eq!(pause_ms(SECONDS, delivery, attempts), Some(pause));
                seen.insert(pause);
            }
        }
        assert!(seen.len() > 9_000, "they spread: {}", seen.len());
        assert_eq!(pause_ms(SECONDS, 1, 11), None);
        assert_eq!(pause_ms(SECONDS, 1, 0), None);
        assert_eq!(pause_ms("0", 1, 1), Some(0));
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        for text in ["", "x", "1,", "-1", "86401", &"1,".repeat(20)] {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert_eq!(parse("1, 2"), Some(vec![1, 2]));
    }
}
