//! The table at the end, and the notes on the way.

use std::io::Write as _;

use anyhow::Result;

/// What a figure has to reach.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mark {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

/// A measured figure with its mark.
#[derive(Debug)]
pub(crate) struct Measure {
    /// What was measured.
    pub(crate) name: &'static str,
    /// The ratio, or the figure in `unit`.
    pub(crate) value: f64,
    /// Empty for a ratio.
    pub(crate) unit: &'static str,
    /// What is wanted.
    pub(crate) mark: Mark,
    /// What the ratio was made of.
    pub(crate) figures: String,
}

impl Measure {
    /// Whether the mark is reached.
    pub(crate) fn reached(&self) -> bool {
        match self.mark {
            Mark::AtLeast(least) => self.value >= least,
            Mark::AtMost(most) => self.value <= most,
        }
    }

    fn cells(&self) -> [String; 5] {
        let number = |value: f64| match self.unit {
            "" => format!("{value:.2}"),
            unit => format!("{value:.0} {unit}"),
        };
        let wanted = match self.mark {
            Mark::AtLeast(least) => format!("≥ {}", number(least)),
            Mark::AtMost(most) => format!("≤ {}", number(most)),
        };
        let verdict = if self.reached() { "reached" } else { "MISSED" };
        [self.name.to_owned(), number(self.value), wanted, verdict.to_owned(), self.figures.clone()]
    }
}

/// Prints the table, as Markdown that also reads well in a terminal.
pub(crate) fn print(machine: &str, measures: &[Measure]) -> Result<()> {
    let heads = ["measured", "figure", "wanted", "", "made of"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(heads).chain(measures.iter().map(Measure::cells)).collect();
    let widths: Vec<_> =
        (0..5).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)).collect();
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{machine}\n")?;
    for (index, row) in rows.iter().enumerate() {
        for (cell, width) in row.iter().zip(&widths) {
            write!(out, "| {cell:width$} ")?;
        }
        writeln!(out, "|")?;
        if index == 0 {
            for width in &widths {
                write!(out, "|{}", "-".repeat(width + 2))?;
            }
            writeln!(out, "|")?;
        }
    }
    Ok(())
}

/// Says on standard error what happens now.
pub(crate) fn note(text: &str) {
    // A closed standard error is no reason to stop measuring.
    let _ = writeln!(std::io::stderr(), "bench: {text}");
}

/// The middle of several figures.
pub(crate) fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        length if length.is_multiple_of(2) => f64::midpoint(sorted[middle - 1], sorted[middle]),
        _ => sorted[middle],
    }
}

/// The figure that this share of several figures do not exceed.
pub(crate) fn percentile(figures: &[f64], share: f64) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// The middle of the ratios of each round: what slows a round slows both of its sides.
pub(crate) fn median_ratio(over: &[f64], under: &[f64]) -> f64 {
    let ratios: Vec<_> = over.iter().zip(under).map(|(over, under)| over / under).collect();
    median(&ratios)
}

/// The middle of several rates, as `41,230/s`.
pub(crate) fn rate(figures: &[f64]) -> String {
    format!("{}/s", thousands(median(figures).round() as u64))
}

/// A number with its thousands set apart.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_stand_in_the_middle() {
        for (figures, middle) in
            [(vec![3.0], 3.0), (vec![9.0, 1.0, 2.0], 2.0), (vec![4.0, 1.0, 2.0, 100.0], 3.0)]
        {
            assert!((median(&figures) - middle).abs() < 1e-9, "{figures:?}");
        }
        assert!(median(&[]).is_nan());
        assert!((median_ratio(&[1.0, 6.0, 2.0], &[2.0, 2.0, 2.0]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn percentiles_are_figures_that_were_measured() {
        let hundred: Vec<_> = (1..=100).rev().map(f64::from).collect();
        for (share, figure) in [(0.0, 1.0), (0.5, 50.0), (0.99, 99.0), (1.0, 100.0)] {
            assert!((percentile(&hundred, share) - figure).abs() < 1e-9, "{share}");
        }
        assert!(percentile(&[], 0.5).is_nan());
    }

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn a_figure_that_is_no_number_reaches_no_mark() {
        for mark in [Mark::AtLeast(0.0), Mark::AtMost(1.0)] {
            let measure = Measure { name: "", value: f64::NAN, unit: "", mark, figures: String::new() };
            assert!(!measure.reached(), "{mark:?}");
        }
    }
}
