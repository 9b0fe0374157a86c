use proptest::prelude::*;

use super::super::ledger::{Bounds, Grant, Ledger};
use super::super::nodes::Company;
use super::{Step, Window};

const BOUNDS: Bounds = Bounds { span_ms: 10_000, limit: 2 };

/// Makes a call where nobody shares the limit, and tells how many more could follow.
fn alone(window: &mut Window, now: i64, bounds: Bounds) -> Option<u32> {
    match window.take(now, bounds, Company::Alone) {
        Step::Made { left, asks: false } => Some(left),
        Step::Full => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn places_come_free_when_their_calls_are_old_enough() {
    let mut window = Window::default();
    for (now, expected) in [
        (0, Some(1)),
        (4_000, Some(0)),
        (9_999, None),
        (10_000, Some(0)),
        (13_999, None),
        (14_000, Some(0)),
        // Set back: nothing is old enough.
        (5_000, None),
        (30_000, Some(1)),
    ] {
        assert_eq!(alone(&mut window, now, BOUNDS), expected, "{now}");
    }
}

#[test]
fn a_lower_limit_holds_at_once() {
    let of = |limit| Bounds { span_ms: 1_000, limit };
    let mut window = Window::default();
    assert_eq!([alone(&mut window, 0, of(3)), alone(&mut window, 0, of(3))], [Some(2), Some(1)]);
    assert_eq!(alone(&mut window, 1, of(1)), None);
    assert_eq!(alone(&mut window, 1, of(0)), None);
}

#[test]
fn without_an_answer_a_server_goes_by_its_share() {
    let bounds = Bounds { span_ms: 10_000, limit: 100 };
    let company = Company::Known { n_nodes: 3 };
    let mut window = Window::default();
    assert_eq!(window.take(0, bounds, company), Step::Wait { asks: true });
    assert_eq!(window.take(0, bounds, company), Step::Wait { asks: false });
    window.give_up(0);
    let n_made = (0..100).filter(|_| matches!(window.take(1, bounds, company), Step::Made { .. })).count();
    assert_eq!(n_made, 33);
    assert_eq!(window.take(1_000, bounds, company), Step::Wait { asks: false }, "the question still stands");
    window.fail(1_000);
    assert_eq!(window.take(2_000, bounds, company), Step::Wait { asks: true });
    let mut new = Window::default();
    let company = Company::New { n_nodes: 3 };
    let n_made = (0..100).filter(|_| matches!(new.take(1, bounds, company), Step::Made { .. })).count();
    assert_eq!(n_made, 33, "as does one that others may not know of");
}

#[test]
fn what_others_had_still_counts_for_the_one_who_is_left() {
    let bounds = Bounds { span_ms: 1_000, limit: 10 };
    let mut ledger = Ledger::default();
    let [mut first, mut second] = [Window::default(), Window::default()];
    let company = Company::Known { n_nodes: 2 };
    let mut ask = |window: &mut Window, node, n_calls| {
        for _ in 0..n_calls {
            assert!(matches!(window.take(0, bounds, company), Step::Wait { .. }));
        }
        let report = window.report(0, bounds, node, 2);
        window.receive(ledger.settle(0, bounds, report));
    };
    ask(&mut first, 1, 4);
    ask(&mut second, 2, 3);
    for (now, expected) in [(0, Some(5)), (1_199, Some(5)), (1_200, Some(8))] {
        assert_eq!(alone(&mut second, now, bounds), expected, "{now}");
    }
}

/// What a server of the model does.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// It is asked for so many calls.
    Call(usize),
    /// Its question reaches the database.
    Ask,
    /// It hears the answer.
    Hear,
    /// The answer gets lost.
    Lose,
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_usize..8).prop_map(Act::Call),
        3 => Just(Act::Ask),
        3 => Just(Act::Hear),
        1 => Just(Act::Lose),
    ]
}

proptest! {
    #[test]
    fn no_stretch_of_the_span_has_more_calls_than_the_limit(
        steps in prop::collection::vec(0_i64..40, 1..200),
        limit in 1_u32..9,
    ) {
        let bounds = Bounds { span_ms: 100, limit };
        let (mut window, mut now, mut made) = (Window::default(), 0, Vec::new());
        for step in steps {
            now += step;
            let recent = made.iter().filter(|call| **call > now - 100).count();
            let taken = alone(&mut window, now, bounds);
            let expected = (recent < limit as usize).then(|| limit - 1 - recent as u32);
            prop_assert_eq!(taken, expected);
            made.extend(taken.map(|_| now));
        }
    }

    #[test]
    fn nor_have_those_of_several_servers_together(
        steps in prop::collection::vec((0_i64..30, 0_usize..3, acts()), 1..400),
        limit in 1_u32..90,
    ) {
        let bounds = Bounds { span_ms: 100, limit };
        let company = Company::Known { n_nodes: 3 };
        let mut windows: [(Window, Option<Grant>); 3] = Default::default();
        let (mut ledger, mut now, mut made) = (Ledger::default(), 0, Vec::new());
        for (step, node, act) in steps {
            now += step;
            let (window, answer) = &mut windows[node];
            match act {
                Act::Call(n) => {
                    for _ in 0..n {
                        match window.take(now, bounds, company) {
                            Step::Made { .. } => made.push(now),
                            Step::Full => {}
                            Step::Wait { .. } => break,
                        }
                    }
                }
                // One question at a time, as a gate has it.
                Act::Ask if answer.is_none() => {
                    let report = window.report(now, bounds, node as i64, 3);
                    *answer = Some(ledger.settle(now, bounds, report));
                }
                Act::Ask => {}
                Act::Hear => {
                    if let Some(grant) = answer.take() {
                        window.receive(grant);
                    }
                }
                Act::Lose => *answer = None,
            }
            let recent = made.iter().filter(|call| **call > now - 100).count();
            prop_assert!(recent <= limit as usize, "{recent} of {limit} at {now}");
        }
    }
}
