//! What is counted about webhooks.

use std::fmt;
use std::sync::Arc;

use linchpin_engine::Engine;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Unit;

/// What apps were told.
pub(super) struct Told(pub(super) Arc<Engine>);

impl fmt::Debug for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Told")
    }
}

impl Collector for Told {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let counts = self.0.webhook_counts();
        let counters = [
            ("webhook_deliveries", "Requests that receivers of webhooks took", counts.delivered),
            ("webhook_events", "Events in them", counts.events),
            ("webhook_failures", "Requests that receivers did not take", counts.failures),
            ("webhook_retries", "Requests that repeated one before", counts.retries),
            ("webhook_given_up", "Deliveries that are never sent again", counts.given_up),
        ];
        for (name, help, count) in counters {
            let counter = ConstCounter::new(count);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        let (name, help) =
            ("webhook_waiting", "Deliveries that wait, up to 100,000, counted every ten seconds");
        let waiting = ConstGauge::new(counts.waiting);
        waiting.encode(encoder.encode_descriptor(name, help, None, waiting.metric_type())?)?;
        let (name, help) =
            ("webhook_latency", "From a change to the receiver's answer, where it took the first request");
        let mut histogram =
            encoder.encode_descriptor(name, help, Some(&Unit::Seconds), MetricType::Histogram)?;
        let latency = counts.latency;
        histogram.encode_histogram::<NoLabelSet>(latency.sum, latency.count, &latency.buckets, None)
    }
}
