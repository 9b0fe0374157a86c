//! What is counted, for Prometheus.

mod webhooks;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use linchpin_engine::Engine;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

/// The status of most answers, whose counter is looked up once.
const OK: u16 = 200;

/// The content type of [`Metrics::text`].
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is counted, for Prometheus.
///
/// The registry is a value, so that several servers in one process do not share their counts.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<OperationLabels, Histogram>,
}

/// What counts the calls of one operation, once the first of them is answered.
///
/// Looking it up by name takes a lock that all calls share.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    succeeded: OnceLock<Counter>,
    durations: OnceLock<Histogram>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    operation: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    operation: &'static str,
}

impl Metrics {
    /// Counts from zero; what the engine did is asked of it when somebody looks.
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        let mut registry = Registry::with_prefix("linchpin");
        let requests = Family::default();
        registry.register("requests", "Calls answered, by operation and status", requests.clone());
        let durations = Family::new_with_constructor(new_histogram as fn() -> Histogram);
        registry.register_with_unit(
            "request_duration",
            "From the arrival of a call to its answer, by operation",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register_collector(Box::new(webhooks::Told(Arc::clone(&engine))));
        registry.register_collector(Box::new(EngineCounters(engine)));
        Self { registry, requests, durations }
    }

    /// Counts one answered call of an operation; `kept` is that of the same operation whenever there is one.
    pub(crate) fn answered(
        &self,
        operation: &'static str,
        kept: Option<&Kept>,
        status: u16,
        duration: Duration,
    ) {
        let counter = || self.requests.get_or_create_owned(&RequestLabels { operation, status });
        let histogram = || self.durations.get_or_create_owned(&OperationLabels { operation });
        let seconds = duration.as_secs_f64();
        if let Some(kept) = kept {
            kept.durations.get_or_init(histogram).observe(seconds);
        } else {
            histogram().observe(seconds);
        }
        match kept.filter(|_| status == OK) {
            Some(kept) => kept.succeeded.get_or_init(counter).inc(),
            None => counter().inc(),
        };
    }

    /// Everything counted, in the text format that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("writing to a string cannot fail");
        text
    }
}

/// From 50 µs to about 13 s, each bucket four times as long as the one before.
fn new_histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.000_05, 4.0, 10))
}

/// What the engine and its database did.
struct EngineCounters(Arc<Engine>);

impl fmt::Debug for EngineCounters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EngineCounters")
    }
}

impl Collector for EngineCounters {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let counters = self.0.counters();
        let rows = [
            ("store_transactions", "Transactions run", counters.transactions),
            (
                "store_commits",
                "Commits that reached the disk: one for a group of transactions",
                counters.commits,
            ),
            (
                "calls_not_logged",
                "Calls that are missing in the log of calls because too many waited to be written",
                self.0.calls_not_logged(),
            ),
        ];
        for (name, help, count) in rows {
            let counter = ConstCounter::new(count);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        self.encode_search(&mut encoder)
    }
}

impl EngineCounters {
    fn encode_search(&self, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
        let counters = self.0.search_counters();
        let gauges = [
            ("search_documents", "Records in open search indexes", counters.documents),
            ("search_lag", "Changes that the open index furthest behind did not show yet", counters.lag),
        ];
        for (name, help, value) in gauges {
            let gauge = ConstGauge::new(value as i64);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        let refreshes = ConstCounter::new(counters.refreshes);
        let help = "How often changes were brought into a search index";
        refreshes.encode(encoder.encode_descriptor(
            "search_refreshes",
            help,
            None,
            refreshes.metric_type(),
        )?)?;
        let refreshing = ConstCounter::new(counters.refreshing.as_secs_f64());
        let (help, unit) = ("How long all of that took", Some(&Unit::Seconds));
        refreshing.encode(encoder.encode_descriptor(
            "search_refresh",
            help,
            unit,
            refreshing.metric_type(),
        )?)
    }
}
