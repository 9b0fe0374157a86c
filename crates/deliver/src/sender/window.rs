//! What of a queue is in memory: what comes next, and what is on its way.
//!
//! Of first attempts, no two that are on their way are about the same record, and none overtakes another one that is,
//! so that receivers learn of each record in the order in which things happened.

use std::collections::{HashMap, HashSet};

use linchpin_engine::webhooks::{Delivery, Event, MAX_BYTES, MAX_EVENTS, What};

/// A record that something happened to: the code of its type, and its id.
type Object = (i64, i64);

/// Deliveries of a queue.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// What was never sent, in its order.
    waiting: Vec<Waiting>,
    /// The numbers of everything here.
    known: HashSet<i64>,
    /// What is on its way, by the number of the delivery.
    in_flight: HashMap<i64, InFlight>,
    /// The records that first attempts on their way are about.
    objects: HashSet<Object>,
}

#[derive(Debug)]
struct Waiting {
    delivery: Delivery,
    objects: HashSet<Object>,
}

#[derive(Debug, Default)]
struct InFlight {
    /// The deliveries that were joined with it.
    joined: HashSet<i64>,
    objects: HashSet<Object>,
    is_retry: bool,
}

/// What goes out in one request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    /// The delivery, with the events of those that are joined with it.
    pub(super) delivery: Delivery,
    /// The deliveries that go because they are joined with it.
    pub(super) joined: Vec<i64>,
}

impl Window {
    /// Adds deliveries that were never sent.
    pub(super) fn put(&mut self, deliveries: Vec<Delivery>) {
        self.known.extend(deliveries.iter().map(|delivery| delivery.id));
        let waiting = deliveries.into_iter().map(|delivery| {
            let objects = delivery.events.iter().flat_map(objects).collect();
            Waiting { delivery, objects }
        });
        self.waiting.extend(waiting);
        self.waiting.sort_by_key(|waiting| waiting.delivery.id);
    }

    /// Forgets what waits: it can be read again.
    pub(super) fn forget_waiting(&mut self) {
        for waiting in self.waiting.drain(..) {
            self.known.remove(&waiting.delivery.id);
        }
    }

    pub(super) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How many events wait.
    pub(super) fn n_events(&self) -> usize {
        self.waiting.iter().map(|waiting| waiting.delivery.events.len()).sum()
    }

    /// Whether a delivery waits here or is on its way.
    pub(super) fn is_known(&self, id: i64) -> bool {
        self.known.contains(&id)
    }

    /// How many deliveries are known.
    pub(super) fn n_known(&self) -> usize {
        self.known.len()
    }

    /// How many deliveries are on their way that were sent before.
    pub(super) fn n_retries(&self) -> usize {
        self.in_flight.values().filter(|sent| sent.is_retry).count()
    }

    /// Takes what can go out next: the first delivery that nothing on its way has to end for, and with it others that
    /// fit into the same request.
    pub(super) fn next(&mut self) -> Option<Batch> {
        let mut passed = HashSet::new();
        let mut taken: Option<Taken> = None;
        let mut kept = Vec::with_capacity(self.waiting.len());
        for waiting in std::mem::take(&mut self.waiting) {
            let is_free = waiting.objects.is_disjoint(&self.objects) && waiting.objects.is_disjoint(&passed);
            match &mut taken {
                None if is_free => taken = Some(Taken::new(waiting)),
                Some(taken) if is_free && taken.has_room_for(&waiting) => taken.join(waiting),
                _ => {
                    // Nothing behind it may overtake it.
                    passed.extend(waiting.objects.iter().copied());
                    kept.push(waiting);
                }
            }
        }
        self.waiting = kept;
        let Taken { delivery, joined, objects } = taken?;
        self.objects.extend(objects.iter().copied());
        self.in_flight.insert(
            delivery.id,
            InFlight { joined: joined.iter().copied().collect(), objects, is_retry: false },
        );
        Some(Batch { delivery, joined })
    }

    /// Sends a delivery again, which goes as it was and waits for nothing.
    pub(super) fn retry(&mut self, delivery: Delivery) -> Batch {
        self.known.insert(delivery.id);
        self.in_flight.insert(delivery.id, InFlight { is_retry: true, ..InFlight::default() });
        Batch { delivery, joined: Vec::new() }
    }

    /// A delivery is no longer on its way.
    pub(super) fn end(&mut self, id: i64) {
        if let Some(sent) = self.in_flight.remove(&id) {
            self.known.remove(&id);
            self.known.retain(|known| !sent.joined.contains(known));
            self.objects.retain(|object| !sent.objects.contains(object));
        }
    }
}

/// A request in the making.
struct Taken {
    delivery: Delivery,
    joined: Vec<i64>,
    objects: HashSet<Object>,
}

impl Taken {
    fn new(Waiting { delivery, objects }: Waiting) -> Self {
        Self { delivery, joined: Vec::new(), objects }
    }

    fn has_room_for(&self, Waiting { delivery, .. }: &Waiting) -> bool {
        self.delivery.events.len() + delivery.events.len() <= MAX_EVENTS
            && self.delivery.n_bytes + delivery.n_bytes <= MAX_BYTES
    }

    fn join(&mut self, Waiting { delivery, objects }: Waiting) {
        self.delivery.n_bytes += delivery.n_bytes;
        self.delivery.events.extend(delivery.events);
        self.joined.push(delivery.id);
        self.objects.extend(objects);
    }
}

/// The records that an event is about.
fn objects(event: &Event) -> Vec<Object> {
    let own = |id: &i64| (event.object_type, *id);
    match &event.what {
        What::Created(id)
        | What::Deleted(id)
        | What::Restored(id)
        | What::PrivacyDeleted(id)
        | What::PropertyChanged { id, .. } => vec![own(id)],
        What::Merged { primary, merged, new, .. } => merged.iter().chain([primary, new]).map(own).collect(),
        What::AssociationChanged { from, to, to_type, .. } => vec![own(from), (*to_type, *to)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A delivery of one event for each of these records.
    fn delivery(id: i64, records: &[i64]) -> Delivery {
        let event = |record: &i64| Event {
            id: *record,
            subscription: 1,
            event_type: "contact.creation".to_owned(),
            at: 0,
            object_type: 1,
            source: "API".to_owned(),
            source_id: String::new(),
            what: What::Created(*record),
        };
        Delivery { id, attempts: 0, events: records.iter().map(event).collect(), n_bytes: 10 }
    }

    fn window(deliveries: &[(i64, &[i64])]) -> Window {
        let mut window = Window::default();
        window.put(deliveries.iter().map(|(id, records)| delivery(*id, records)).collect());
        window
    }

    /// The delivery that goes next, those that are joined with it, and the records that it is about.
    fn next(window: &mut Window) -> Option<(i64, Vec<i64>, Vec<i64>)> {
        let Batch { delivery, joined } = window.next()?;
        let records = delivery.events.iter().map(|event| event.id).collect();
        Some((delivery.id, joined, records))
    }

    #[test]
    fn small_deliveries_are_joined() {
        let many: Vec<_> = (100..199).collect();
        let mut window = window(&[(3, &[30]), (1, &[10]), (2, &[10, 20]), (4, &many), (5, &[50])]);
        assert_eq!(window.n_events(), 104);
        assert_eq!(next(&mut window), Some((1, vec![2, 3, 5], vec![10, 10, 20, 30, 50])));
        assert!([1, 2, 3, 4, 5].iter().all(|id| window.is_known(*id)) && !window.is_known(6));
        assert_eq!(window.n_known(), 5);
        assert_eq!(next(&mut window), Some((4, vec![], many)));
        assert_eq!(next(&mut window), None);
        window.end(1);
        assert!(!window.is_known(1) && !window.is_known(5) && window.is_known(4));
    }

    #[test]
    fn nothing_about_a_record_overtakes_what_came_before() {
        let mut window = window(&[(1, &[10])]);
        assert_eq!(next(&mut window), Some((1, vec![], vec![10])));
        window.put(
            [(2, &[10, 20][..]), (3, &[20]), (4, &[30])].map(|(id, records)| delivery(id, records)).into(),
        );
        assert_eq!(next(&mut window), Some((4, vec![], vec![30])), "2 waits for 1, and 3 for 2");
        assert_eq!(next(&mut window), None);
        assert!(window.has_waiting());
        window.end(4);
        assert_eq!(next(&mut window), None);
        window.end(1);
        assert_eq!(next(&mut window), Some((2, vec![3], vec![10, 20, 20])));
        assert!(!window.has_waiting());
    }

    #[test]
    fn what_is_sent_again_waits_for_nothing() {
        let mut window = window(&[(1, &[10])]);
        assert_eq!(next(&mut window).map(|next| next.0), Some(1));
        assert_eq!(window.retry(delivery(9, &[10])).delivery.id, 9);
        assert_eq!((window.n_retries(), window.n_known()), (1, 2));
        window.end(9);
        window.put(vec![delivery(2, &[10])]);
        assert_eq!(next(&mut window), None, "1 is still on its way");
    }

    #[test]
    fn long_values_go_apart() {
        let mut window = Window::default();
        let long = |id| Delivery { n_bytes: MAX_BYTES / 2 + 1, ..delivery(id, &[id]) };
        window.put(vec![long(1), long(2)]);
        assert_eq!(next(&mut window), Some((1, vec![], vec![1])));
        assert_eq!(next(&mut window), Some((2, vec![], vec![2])));
    }

    #[test]
    fn events_are_about_the_records_that_they_name() {
        let about = |what| {
            let event = Event { what, ..delivery(1, &[1]).events.remove(0) };
            let mut objects = objects(&event);
            objects.sort_unstable();
            objects
        };
        let merged = What::Merged { primary: 1, merged: vec![2, 3], new: 4, n_properties_moved: 0 };
        assert_eq!(about(merged), [(1, 1), (1, 2), (1, 3), (1, 4)]);
        let associated = What::AssociationChanged {
            from: 1,
            to: 2,
            to_type: 5,
            type_id: 1,
            type_name: String::new(),
            is_removed: false,
            is_primary: false,
        };
        assert_eq!(about(associated), [(1, 1), (5, 2)]);
    }
}
