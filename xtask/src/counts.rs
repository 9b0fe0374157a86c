//! How many tests passed and failed, read from what each runner prints at its end.

use std::fmt;
use std::ops::AddAssign;

/// Results of test runs, added up.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Counts {
    /// Did tests run, and none fail?
    pub(crate) fn all_passed(self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Reads a runner's output; a run that failed without a failed test counts as one failure.
    pub(crate) fn read(output: &str, succeeded: bool) -> Self {
        let mut counts = Self::default();
        for line in output.lines() {
            counts += nextest(line).or_else(|| cargo(line)).or_else(|| node(line)).unwrap_or_default();
        }
        counts += unittest(output);
        if !succeeded && counts.failed == 0 {
            counts.failed = 1;
        }
        counts
    }

    /// One test of our own.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// `     Summary [   0.7s] 8 tests run: 7 passed, 1 failed, 1 timed out, 2 skipped`
fn nextest(line: &str) -> Option<Counts> {
    let (_, results) = line.trim_start().strip_prefix("Summary [")?.split_once(" run: ")?;
    let failed = ["failed", "exec failed", "timed out"].iter().filter_map(|word| before(results, word)).sum();
    Some(Counts { passed: before(results, "passed").unwrap_or(0), failed })
}

/// `test result: ok. 8 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.70s`
fn cargo(line: &str) -> Option<Counts> {
    let (_, results) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(Counts { passed: before(results, "passed")?, failed: before(results, "failed")? })
}

/// `# pass 12` and `# fail 0`, each on its own line.
fn node(line: &str) -> Option<Counts> {
    if let Some(passed) = line.strip_prefix("# pass ") {
        return Some(Counts { passed: passed.parse().ok()?, failed: 0 });
    }
    Some(Counts { passed: 0, failed: line.strip_prefix("# fail ")?.parse().ok()? })
}

/// `Ran 12 tests in 3.2s`, and further down `FAILED (failures=1, errors=2)` where some did.
fn unittest(output: &str) -> Counts {
    let number = |text: &str, after: &str| -> Option<usize> {
        let (_, rest) = text.split_once(after)?;
        rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
    };
    let ran =
        output.lines().filter(|line| line.starts_with("Ran ")).filter_map(|line| number(line, "Ran ")).sum();
    let ends = output.lines().filter(|line| line.starts_with("FAILED ("));
    // A failed subtest counts as a failure, and a test may have many: no more can fail than ran.
    let failed =
        ends.map(|line| number(line, "failures=").unwrap_or(0) + number(line, "errors=").unwrap_or(0));
    let failed = failed.sum::<usize>().min(ran);
    Counts { passed: ran - failed, failed }
}

/// The number that stands before a word in `7 passed (1 slow), 1 failed`.
fn before(results: &str, word: &str) -> Option<usize> {
    results.split([',', ';']).find_map(|part| {
        let (number, rest) = part.trim().split_once(' ')?;
        let said = rest.split(" (").next()?;
        if said == word { number.parse().ok() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_all_runners_are_read() {
        for (output, passed, failed) in [
            ("     Summary [   0.7s] 8 tests run: 7 passed, 1 failed, 3 skipped", 7, 1),
            ("     Summary [   9.1s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 0 skipped", 3, 2),
            (
                "test result: ok. 8 passed; 0 failed; 0 ignored\nx\ntest result: FAILED. 1 passed; 2 failed; 0 ignored",
                9,
                2,
            ),
            ("# tests 13\n# pass 12\n# fail 1", 12, 1),
            ("Ran 12 tests in 3.210s\n\nFAILED (failures=1, errors=2)", 9, 3),
            ("Ran 2 tests in 3.210s\n\nFAILED (failures=7)", 0, 2),
            ("Ran 12 tests in 3.210s\n\nOK", 12, 0),
        ] {
            assert_eq!(Counts::read(output, true), Counts { passed, failed }, "{output}");
        }
    }

    #[test]
    fn a_run_that_breaks_before_its_tests_is_a_failure() {
        assert_eq!(Counts::read("error: could not compile", false), Counts { passed: 0, failed: 1 });
    }
}
