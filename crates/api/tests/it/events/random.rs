//! Random writes and random subscriptions: whether exactly those are told who asked, in the order of what happened.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// Something that is written; records are named by how manieth they are among those that there are.
#[derive(Debug, Clone)]
enum Step {
    Create(usize, usize),
    Update(usize, usize, usize),
    Archive(usize),
    Restore(usize),
    Associate(usize, usize),
    Subscribe(usize),
    /// What happened until then becomes events.
    FanOut,
}

const NAMES: [&str; 3] = ["Ada", "Bob", "Eve"];
const CITIES: [&str; 3] = ["London", "Paris", ""];
const TOPICS: [&str; 6] = [
    "contact.creation",
    "contact.propertyChange firstname",
    "contact.propertyChange city",
    "contact.deletion",
    "contact.restore",
    "contact.associationChange",
];

fn step() -> impl Strategy<Value = Step> {
    let any = 0..100_usize;
    prop_oneof![
        3 => (0..NAMES.len(), 0..CITIES.len()).prop_map(|(name, city)| Step::Create(name, city)),
        4 => (any.clone(), 0..NAMES.len(), 0..CITIES.len())
            .prop_map(|(at, name, city)| Step::Update(at, name, city)),
        2 => any.clone().prop_map(Step::Archive),
        2 => any.clone().prop_map(Step::Restore),
        2 => (any.clone(), any).prop_map(|(one, other)| Step::Associate(one, other)),
        2 => (0..TOPICS.len()).prop_map(Step::Subscribe),
        1 => Just(Step::FanOut),
    ]
}

/// What there is, and what should have been told of it.
#[derive(Default)]
struct Model {
    live: Vec<String>,
    archived: Vec<String>,
    values: BTreeMap<String, [usize; 2]>,
    pairs: BTreeSet<(String, String)>,
    topics: BTreeSet<usize>,
    told: Vec<String>,
}

impl Model {
    fn tell(&mut self, topic: usize, rest: &str) {
        if self.topics.contains(&topic) {
            let name = TOPICS[topic].split(' ').next().expect("a name");
            self.told.push(format!("{name} {rest}"));
        }
    }

    fn set(&mut self, id: &str, to: [usize; 2], is_new: bool) {
        let before = self.values.insert(id.to_owned(), to);
        // In the order of the names, as they stand in the log.
        for (topic, name, value, place) in [(2, "city", CITIES[to[1]], 1), (1, "firstname", NAMES[to[0]], 0)]
        {
            let is_same = before.is_some_and(|before| before[place] == to[place]);
            if !(is_same || is_new && value.is_empty()) {
                self.tell(topic, &format!("{id} {name}={value}"));
            }
        }
    }

    async fn take(&mut self, world: &World<'_>, step: &Step) {
        let values = |name: usize, city: usize| json!({"firstname": NAMES[name], "city": CITIES[city]});
        match step {
            Step::Create(name, city) => {
                let id = world.create("contacts", values(*name, *city)).await;
                self.tell(0, &id);
                self.set(&id, [*name, *city], true);
                self.live.push(id);
            }
            Step::Update(at, name, city) if !self.live.is_empty() => {
                let id = self.live[at % self.live.len()].clone();
                world.update("contacts", &id, values(*name, *city)).await;
                self.set(&id, [*name, *city], false);
            }
            Step::Archive(at) if !self.live.is_empty() => {
                let id = self.live.swap_remove(at % self.live.len());
                world.archive("contacts", &id).await;
                self.tell(3, &id);
                self.archived.push(id);
            }
            Step::Restore(at) if !self.archived.is_empty() => {
                let id = self.archived.swap_remove(at % self.archived.len());
                world.restore("contacts", &id).await;
                self.tell(4, &id);
                self.live.push(id);
            }
            Step::Associate(one, other) if self.live.len() > 1 => {
                let (one, other) = (one % self.live.len(), other % self.live.len());
                if one != other {
                    self.associate(world, &self.live[one].clone(), &self.live[other].clone()).await;
                }
            }
            Step::Subscribe(topic) => {
                if self.topics.insert(*topic) {
                    world.subscribe(&[TOPICS[*topic]]).await;
                }
            }
            Step::FanOut => world.app.engine.fan_out_webhooks_now().await.expect("changes become events"),
            Step::Update(..) | Step::Archive(_) | Step::Restore(_) | Step::Associate(..) => {}
        }
    }

    async fn associate(&mut self, world: &World<'_>, one: &str, other: &str) {
        let path = format!("/crm/v4/objects/contacts/{one}/associations/default/contacts/{other}");
        ok(&world.app.put(&path, json!(null)).await);
        let pair = if one < other { (one, other) } else { (other, one) };
        if self.pairs.insert((pair.0.to_owned(), pair.1.to_owned())) {
            self.tell(5, &format!("{one}>{other} CONTACT_TO_CONTACT 449"));
            self.tell(5, &format!("{other}>{one} CONTACT_TO_CONTACT 449"));
        }
    }
}

async fn check(steps: &[Step]) {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let mut model = Model::default();
        for step in steps {
            if matches!(step, Step::Subscribe(_)) {
                // What happened before is told as it was asked for before.
                app.engine.fan_out_webhooks_now().await.expect("changes become events");
            }
            model.take(&world, step).await;
        }
        assert_eq!(world.lines().await, model.told);
    })
    .await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn exactly_those_are_told_who_asked(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        runtime.block_on(check(&steps));
    }
}
