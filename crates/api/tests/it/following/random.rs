//! Random writes and random filters: whether lists hold exactly the records that pass.

use std::collections::BTreeSet;

use super::*;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

const NAMES: [&str; 4] = ["Ada", "Bob", "", "Ada Bob"];
const NUMBERS: [&str; 4] = ["1", "2.5", "", "30"];

/// Whether a contact with these two values passes.
type Passes = Box<dyn Fn(&str, &str) -> bool>;

/// A random filter, together with what it says of a contact's two values.
fn filter(dice: &mut Dice, depth: usize) -> (Value, Passes) {
    if depth > 0 && dice.roll(2) == 0 {
        let (left, is_left) = filter(dice, depth - 1);
        let (right, is_right) = filter(dice, depth - 1);
        let (filters, branches): (Vec<_>, Vec<_>) =
            [left, right].into_iter().partition(|part| part.get("filterType").is_some());
        let branch =
            |kind: &str| json!({"filterBranchType": kind, "filters": filters, "filterBranches": branches});
        return match dice.roll(4) {
            0 => {
                (branch("AND"), Box::new(move |name, number| is_left(name, number) && is_right(name, number)))
            }
            1 => {
                (branch("OR"), Box::new(move |name, number| is_left(name, number) || is_right(name, number)))
            }
            2 => (
                branch("NOT_ALL"),
                Box::new(move |name, number| !(is_left(name, number) && is_right(name, number))),
            ),
            _ => (
                branch("NOT_ANY"),
                Box::new(move |name, number| !(is_left(name, number) || is_right(name, number))),
            ),
        };
    }
    let name = *dice.pick(&["Ada", "Bob"]);
    let of_name = |operator: &str| {
        property("firstname", &json!({"operationType": "STRING", "operator": operator, "value": name}))
    };
    let of_number = |operator: &str| {
        property(
            "numemployees_of_test",
            &json!({"operationType": "NUMBER", "operator": operator, "value": 2}),
        )
    };
    let parsed = |number: &str| number.parse::<f64>().ok();
    match dice.roll(5) {
        0 => (of_name("IS_EQUAL_TO"), Box::new(move |value, _| value == name)),
        1 => (of_name("IS_NOT_EQUAL_TO"), Box::new(move |value, _| !value.is_empty() && value != name)),
        2 => (of_name("CONTAINS"), Box::new(move |value, _| value.contains(name))),
        3 => (
            of_number("IS_GREATER_THAN"),
            Box::new(move |_, value| parsed(value).is_some_and(|value| value > 2.0)),
        ),
        _ => (
            of_number("IS_LESS_THAN"),
            Box::new(move |_, value| parsed(value).is_some_and(|value| value < 2.0)),
        ),
    }
}

#[tokio::test]
async fn lists_hold_exactly_who_passes() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let definition = json!({"name": "numemployees_of_test", "label": "Number", "type": "number",
            "fieldType": "number", "groupName": "contactinformation"});
        assert_eq!(app.post("/crm/v3/properties/contacts", definition).await.status, 201);
        let mut dice = Dice(0x2545_F491_4F6C_DD1D);
        let mut contacts: Vec<(String, [&str; 2])> = Vec::new();
        let mut lists = Vec::new();
        for round in 0..25 {
            if lists.len() < 12 {
                let (text, passes) = filter(&mut dice, 2);
                let text = json!({"filterBranchType": "AND", "filterBranches": [
                    {"filterBranchType": "AND", "filters": [{"filterType": "CONSTANT", "shouldAccept": true, "source": lists.len().to_string()}]},
                    if text.get("filterBranchType").is_some() { text } else { json!({"filterBranchType": "AND", "filters": [text]}) },
                ]});
                lists.push((world.list("contacts", "DYNAMIC", text).await, passes));
            }
            for _ in 0..=dice.roll(5) {
                let values = [*dice.pick(&NAMES), *dice.pick(&NUMBERS)];
                let properties = json!({"firstname": values[0], "numemployees_of_test": values[1]});
                if contacts.len() < 4 || dice.roll(3) == 0 {
                    contacts.push((world.create("contacts", properties).await, values));
                } else if dice.roll(6) == 0 {
                    let (gone, _) = contacts.swap_remove(dice.roll(contacts.len()));
                    world.archive("contacts", &gone).await;
                } else {
                    let at = dice.roll(contacts.len());
                    world.update("contacts", &contacts[at].0, properties).await;
                    contacts[at].1 = values;
                }
            }
            for (list, passes) in lists.iter().filter(|_| round % 3 == 0) {
                let expected: BTreeSet<_> =
                    contacts.iter().filter(|(_, [name, number])| passes(name, number)).map(|(id, _)| id.clone()).collect();
                let found: BTreeSet<_> = world.members(list).await.into_iter().collect();
                assert_eq!(found, expected, "round {round} list {list}");
            }
        }
    })
    .await;
}
