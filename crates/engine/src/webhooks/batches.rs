//! Events in the parts that go out in one request.

use super::{Event, What};

/// The most events that go out in one request (documented).
pub const MAX_EVENTS: usize = 100;
/// The bytes of values after which the next event waits for the next request: values may be long.
pub const MAX_BYTES: usize = 256 << 10;

/// Splits events, in their order, and writes each part as it is kept, with how many there are.
pub(super) fn batches(events: &[Event]) -> impl Iterator<Item = (usize, String)> {
    let mut rest = events;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (part, left) = rest.split_at(length(rest));
        rest = left;
        Some((part.len(), Event::write(part)))
    })
}

/// How many of these go out together: one at least.
fn length(events: &[Event]) -> usize {
    let mut n_bytes = 0;
    let fits = |event: &&Event| {
        n_bytes += match &event.what {
            What::PropertyChanged { value, .. } => value.len(),
            _ => 0,
        };
        n_bytes <= MAX_BYTES
    };
    events.iter().take(MAX_EVENTS).take_while(fits).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many events go out in each request, for values of these lengths.
    fn check(lengths: &[usize], expected: &[usize]) {
        let event = |length: &usize| Event {
            id: 1,
            subscription: 1,
            event_type: "contact.propertyChange".to_owned(),
            at: 0,
            object_type: 1,
            source: "INTEGRATION".to_owned(),
            source_id: "1".to_owned(),
            what: What::PropertyChanged {
                id: 1,
                name: "bio".to_owned(),
                value: "x".repeat(*length),
                is_sensitive: false,
            },
        };
        let events: Vec<_> = lengths.iter().map(event).collect();
        let sizes: Vec<_> = batches(&events).map(|(n_events, _)| n_events).collect();
        assert_eq!(sizes, expected);
        let read: Vec<_> =
            batches(&events).flat_map(|(_, text)| Event::read(&text).expect("it reads")).collect();
        assert_eq!(read, events);
    }

    #[test]
    fn a_hundred_events_go_out_together() {
        check(&[], &[]);
        check(&[1; 100], &[100]);
        check(&[1; 201], &[100, 100, 1]);
    }

    #[test]
    fn long_values_go_out_apart() {
        check(&[MAX_BYTES, 1, 1], &[1, 2]);
        check(&[2 * MAX_BYTES, 2 * MAX_BYTES], &[1, 1]);
        check(&[60 << 10; 10], &[4, 4, 2]);
    }
}
