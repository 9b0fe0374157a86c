//! The types that associations can have.

use linchpin_domain::{AssociationTypeId, association};
use linchpin_testkit::TestApp;
use serde_json::{Value, json};

use super::kinds::Kind;

/// One meaning of an association, in one direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) from: Kind,
    pub(super) to: Kind,
    pub(super) id: i32,
    /// What the other side sees.
    pub(super) inverse: i32,
    /// A record has it to one other record at most.
    pub(super) is_primary: bool,
    pub(super) has_label: bool,
}

/// All types between the object types that take part.
#[derive(Clone, Debug)]
pub(super) struct Types(Vec<Type>);

impl Types {
    /// HubSpot's own types, and those that the account makes now: labels, and the object type of cars.
    pub(super) async fn make(app: &TestApp) -> Self {
        let mut types: Vec<Type> = association::standard().iter().filter_map(own).collect();
        let pair = json!({ "name": "employment", "label": "Employer", "inverseLabel": "Employee" });
        types.extend(labels(app, Kind::Contact, Kind::Company, pair).await);
        let single = |name: &str, label: &str| json!({ "name": name, "label": label });
        types.extend(labels(app, Kind::Deal, Kind::Contact, single("champion", "Champion")).await);
        types.extend(labels(app, Kind::Contact, Kind::Contact, single("friend", "Friend")).await);
        types.extend(cars(app).await);
        types.extend(labels(app, Kind::Car, Kind::Contact, single("driver", "Driver")).await);
        Self(types)
    }

    /// The types from one object type to another.
    pub(super) fn between(&self, from: Kind, to: Kind) -> impl Iterator<Item = &Type> {
        self.0.iter().filter(move |row| (row.from, row.to) == (from, to))
    }

    /// The type that every association has; none where there can be no association.
    pub(super) fn unlabeled(&self, from: Kind, to: Kind) -> Option<i32> {
        self.between(from, to).find(|row| !row.has_label).map(|row| row.id)
    }

    /// The type that a record has to one other record at most.
    pub(super) fn primary(&self, from: Kind, to: Kind) -> Option<i32> {
        self.between(from, to).find(|row| row.is_primary).map(|row| row.id)
    }

    /// What the other side sees of a type.
    pub(super) fn inverse(&self, id: i32) -> i32 {
        self.0.iter().find(|row| row.id == id).expect("the type is known").inverse
    }
}

/// A type as a client names it.
pub(super) fn named(id: i32) -> Value {
    json!({ "associationCategory": AssociationTypeId(id).category().as_str(), "associationTypeId": id })
}

fn own(row: &linchpin_domain::AssociationType) -> Option<Type> {
    Some(Type {
        from: Kind::of(row.from)?,
        to: Kind::of(row.to)?,
        id: row.id.0,
        inverse: row.inverse.expect("between these object types both sides see something").0,
        is_primary: row.exclusive,
        has_label: row.label.is_some(),
    })
}

/// Defines a label and returns its types.
async fn labels(app: &TestApp, from: Kind, to: Kind, body: Value) -> Vec<Type> {
    let path = format!("/crm/v4/associations/{}/{}/labels", from.plural(), to.plural());
    let answer = app.post(&path, body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let ids: Vec<i32> = answer.json["results"].as_array().expect("results").iter().map(type_id).collect();
    let (id, inverse) = (ids[0], *ids.last().expect("it has an id"));
    both(from, to, (id, inverse), true)
}

/// Both directions of a type that the account made; one type where it is its own inverse.
fn both(from: Kind, to: Kind, (id, inverse): (i32, i32), has_label: bool) -> Vec<Type> {
    let one = Type { from, to, id, inverse, is_primary: false, has_label };
    let other = Type { from: to, to: from, id: inverse, inverse: id, ..one };
    if id == inverse { vec![one] } else { vec![one, other] }
}

fn type_id(row: &Value) -> i32 {
    i32::try_from(row["typeId"].as_i64().expect("a number")).expect("ids are small")
}

/// Makes the object type of cars and returns how they are associated.
async fn cars(app: &TestApp) -> Vec<Type> {
    let body = json!({
        "name": "cars",
        "labels": { "singular": "Car", "plural": "Cars" },
        "primaryDisplayProperty": "model",
        "requiredProperties": ["model"],
        "properties": [{ "name": "model", "label": "Model", "type": "string", "fieldType": "text" }],
        "associatedObjects": ["CONTACT", "COMPANY", "DEAL"],
    });
    let answer = app.post("/crm/v3/schemas", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let rows = answer.json["associations"].as_array().expect("associations").clone();
    let end = |row: &Value, name: &str| row[name].as_str().expect("an id").parse().ok().and_then(Kind::of);
    let id = |row: &Value| row["id"].as_str().expect("an id").parse().expect("a number");
    let ends = |row: &Value| Some((end(row, "fromObjectTypeId")?, end(row, "toObjectTypeId")?));
    let from_car = rows.iter().filter(|row| ends(row).is_some_and(|(from, _)| from == Kind::Car));
    let with_inverse = from_car.flat_map(|row| {
        let (from, to) = ends(row).expect("both ends take part");
        let inverse = rows.iter().find(|row| ends(row) == Some((to, from))).expect("there is an inverse");
        both(from, to, (id(row), id(inverse)), false)
    });
    with_inverse.collect()
}
