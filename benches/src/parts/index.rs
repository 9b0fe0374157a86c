//! How fast the search index is built anew, against bare Tantivy, and how large it is.

use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::bare_index::{self, Shown};
use crate::bench::{Bench, settle};
use crate::report::{Mark, Measure, median, median_ratio, note, rate};
use crate::{linchpin, seeded};

/// Measures both.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = bench.seeded()?;
    let (mut own, mut bare) = (Vec::new(), Vec::new());
    let mut n_contacts = 0;
    for round in 1..=bench.rounds {
        note(&format!("index, round {round}"));
        settle()?;
        seeded::warm(&folder)?;
        let seconds = rebuild(bench, &folder)?;
        settle()?;
        let built = bare_index::build(&folder, &bench.folder, Shown::All)?;
        n_contacts = built.n_contacts;
        own.push(n_contacts as f64 / seconds);
        bare.push(n_contacts as f64 / built.elapsed.as_secs_f64());
    }
    let bytes = seeded::bytes(&seeded::index_folder(&folder)?)?;
    note("index of what was sent alone");
    let sent = bare_index::build(&folder, &bench.folder, Shown::Sent)?;
    Ok(vec![
        Measure {
            name: "index from the store / bare Tantivy from memory",
            value: median_ratio(&own, &bare),
            unit: "",
            mark: Mark::AtLeast(0.7),
            figures: format!("{} / {} contacts", rate(&own), rate(&bare)),
        },
        Measure {
            name: "index size of a contact's 14 properties",
            value: sent.bytes as f64 / sent.n_contacts as f64,
            unit: "bytes",
            mark: Mark::AtMost(250.0),
            figures: format!(
                "{:.0} bytes with all that fills itself; builds of that took {:.1} s",
                bytes as f64 / n_contacts as f64,
                n_contacts as f64 / median(&own)
            ),
        },
    ])
}

/// Builds the index of the contacts anew, and returns how many seconds the command took.
fn rebuild(bench: &Bench, folder: &std::path::Path) -> Result<f64> {
    let mut command = linchpin::command(&bench.binary);
    command.args(["index", "rebuild", "--type", "contacts", "--data"]).arg(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let built = command.status().with_context(|| format!("cannot run {command:?}"))?;
    let elapsed = started.elapsed();
    if !built.success() {
        bail!("{command:?}: {built}");
    }
    Ok(elapsed.as_secs_f64())
}
