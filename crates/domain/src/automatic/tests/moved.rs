//! What happens when a record moves through its stages.

use super::*;

#[test]
fn a_contacts_lifecycle_only_moves_forward() {
    for (from, to, expected) in [
        ("lead", "customer", "customer"),
        ("customer", "lead", "customer"),
        ("other", "subscriber", "other"),
        ("customer", "", ""),
        ("", "subscriber", "subscriber"),
    ] {
        for plural in ["contacts", "companies"] {
            let old = create(plural, &[("lifecyclestage", from)]);
            let new = update(plural, &old, 1, &[("lifecyclestage", to)]);
            assert_eq!(new.get("lifecyclestage"), Some(expected), "{plural} {from} {to}");
        }
    }
}

#[test]
fn a_lifecycle_stage_is_dated_when_it_is_entered_and_left() {
    let lead = create("contacts", &[]);
    let customer = update("contacts", &lead, 2, &[("lifecyclestage", "customer")]);
    let moved = after_days(2);
    shows(
        &customer,
        &[
            ("hs_lifecyclestage_lead_date", CREATED_ISO),
            ("hs_lifecyclestage_customer_date", &moved),
            ("hs_v2_date_entered_current_stage", &moved),
            ("hs_date_entered_lead", CREATED_ISO),
            ("hs_date_exited_lead", &moved),
            ("hs_time_in_lead", "172800000"),
            ("hs_v2_cumulative_time_in_lead", "172800000"),
            ("hs_v2_date_entered_customer", &moved),
        ],
    );
}

#[test]
fn a_deal_follows_its_stage() {
    let open = create("deals", &[("amount", "1000"), ("dealstage", "contractsent")]);
    shows(
        &open,
        &[
            ("pipeline", "default"),
            ("hs_is_closed", "false"),
            ("hs_deal_stage_probability", "0.9"),
            ("hs_projected_amount", "900"),
            ("hs_date_entered_contractsent", CREATED_ISO),
        ],
    );
    let won = update("deals", &open, 10, &[("dealstage", "closedwon")]);
    let closed = after_days(10);
    shows(
        &won,
        &[
            ("closedate", &closed),
            ("days_to_close", "10"),
            ("hs_closed_amount", "1000"),
            ("hs_closed_won_count", "1"),
            ("hs_deal_stage_probability", "1"),
            ("hs_is_closed", "true"),
            ("hs_is_closed_won", "true"),
            ("hs_projected_amount", "1000"),
        ],
    );
    let lost = update("deals", &won, 11, &[("dealstage", "closedlost")]);
    shows(&lost, &[("hs_is_closed_lost", "true"), ("hs_closed_amount", "0"), ("hs_projected_amount", "0")]);
}

#[test]
fn stages_that_a_deal_skips_are_passed_in_no_time() {
    let deal = create("deals", &[("dealstage", "appointmentscheduled")]);
    let deal = update("deals", &deal, 1, &[("dealstage", "presentationscheduled")]);
    let moved = after_days(1);
    shows(
        &deal,
        &[
            ("hs_date_entered_qualifiedtobuy", &moved),
            ("hs_date_exited_qualifiedtobuy", &moved),
            ("hs_time_in_qualifiedtobuy", "0"),
            ("hs_time_in_appointmentscheduled", "86400000"),
        ],
    );
    assert_eq!(deal.get("hs_v2_date_entered_qualifiedtobuy"), None);
}

#[test]
fn a_deals_own_probability_lasts_until_it_moves() {
    let sent = [("amount", "100"), ("dealstage", "qualifiedtobuy"), ("hs_deal_stage_probability", "0.5")];
    let deal = create("deals", &sent);
    shows(&deal, &[("hs_deal_stage_probability", "0.5"), ("hs_projected_amount", "50")]);
    let deal = update("deals", &deal, 1, &[("amount", "200")]);
    shows(&deal, &[("hs_deal_stage_probability", "0.5"), ("hs_projected_amount", "100")]);
    let deal = update("deals", &deal, 2, &[("dealstage", "contractsent")]);
    shows(&deal, &[("hs_deal_stage_probability", "0.9"), ("hs_projected_amount", "180")]);
}

#[test]
fn a_deals_amount_can_be_cleared() {
    let deal = create("deals", &[("amount", "100")]);
    let deal = update("deals", &deal, 1, &[("amount", "")]);
    shows(
        &deal,
        &[("amount_in_home_currency", ""), ("hs_forecast_amount", ""), ("hs_projected_amount", "0")],
    );
}

#[test]
fn a_closed_ticket_says_when_and_after_how_long() {
    let ticket = create("tickets", &[("hs_pipeline_stage", "1")]);
    let closed = update("tickets", &ticket, 1, &[("hs_pipeline_stage", "4")]);
    shows(
        &closed,
        &[("hs_is_closed", "true"), ("closed_date", &after_days(1)), ("time_to_close", "86400000")],
    );
    let reopened = update("tickets", &closed, 2, &[("hs_pipeline_stage", "2")]);
    shows(&reopened, &[("hs_is_closed", "false"), ("closed_date", ""), ("time_to_close", "")]);
}

#[test]
fn a_completed_task_is_filled_as_recorded() {
    let task = create("tasks", &[("hs_timestamp", "2026-01-01T00:00:00Z")]);
    assert_eq!((task.get("hs_pipeline"), task.get("hs_task_is_open")), (None, None));
    let task = update("tasks", &task, 1, &[("hs_task_status", "COMPLETED")]);
    shows(
        &task,
        &[
            ("hs_pipeline", "3d314325-1b2a-4225-9388-375f49c57ec3"),
            ("hs_pipeline_stage", "61bafb31-e7fa-46ed-aaa9-1322438d6e67"),
            ("hs_task_completion_count", "1"),
            ("hs_task_completion_date", &after_days(1)),
            ("hs_task_is_completed", "1"),
            ("hs_task_is_open", "false"),
            ("hs_task_is_overdue", "false"),
            ("hs_task_missed_due_date", "true"),
        ],
    );
}

#[test]
fn a_lead_starts_in_the_first_stage() {
    let lead = create("leads", &[("hs_lead_name", "x")]);
    shows(
        &lead,
        &[
            ("hs_pipeline", "lead-pipeline-id"),
            ("hs_pipeline_stage", "new-stage-id"),
            ("hs_date_entered_new_stage_id_1318266061", CREATED_ISO),
        ],
    );
}

#[test]
fn a_stage_must_belong_to_the_pipeline() {
    let check = |plural: &str, sent: &[(&'static str, &str)]| {
        let found = check(&write(plural, CREATED, None), &sent.iter().copied().collect());
        assert!(found.len() <= 1 && found.iter().all(|violation| violation.code == Code::InvalidOption));
        found.into_iter().next().map(|violation| (violation.property, violation.message))
    };
    for (plural, sent) in [
        ("deals", &[][..]),
        ("deals", &[("dealstage", "closedwon")]),
        ("deals", &[("dealstage", "closedwon"), ("pipeline", "default")]),
        ("tickets", &[("hs_pipeline_stage", "1"), ("hs_pipeline", "0")]),
        ("services", &[("hs_pipeline_stage", "anything"), ("hs_pipeline", "unknown")]),
        ("contacts", &[("lifecyclestage", "lead")]),
    ] {
        assert_eq!(check(plural, sent), None, "{plural} {sent:?}");
    }
    for (plural, sent, property, message) in [
        (
            "tickets",
            &[("hs_pipeline_stage", "9")][..],
            "hs_pipeline_stage",
            "9 was not one of the allowed options: [1, 2, 3, 4]",
        ),
        ("deals", &[("pipeline", "x")], "pipeline", "x was not one of the allowed options: [default]"),
    ] {
        assert_eq!(check(plural, sent), Some((property.to_owned(), message.to_owned())));
    }
}

#[test]
fn a_stage_that_did_not_change_is_not_checked_again() {
    let old: Properties = [("dealstage", "removed-since"), ("dealname", "x")].into_iter().collect();
    assert_eq!(check(&write("deals", CREATED, Some(&old)), &old), []);
}

#[test]
fn only_the_history_of_stages_is_left_out_of_answers() {
    for (name, expected) in [
        ("hs_date_entered_closedwon", true),
        ("hs_v2_cumulative_time_in_lead", true),
        ("hs_time_in_1", true),
        ("hs_v2_date_entered_current_stage", false),
        ("hs_v2_time_in_current_stage", false),
        ("email", false),
    ] {
        assert_eq!(is_stage_history(name), expected, "{name}");
    }
}

#[test]
fn a_deal_follows_the_pipelines_of_its_account() {
    let mut pipelines = pipelines(find("deals").unwrap()).to_vec();
    let mut renewals = pipelines[0].clone();
    renewals.id = "77".into();
    let signed = renewals.stages[5].clone();
    renewals.stages = vec![
        crate::Stage { id: "78".into(), ..renewals.stages[0].clone() },
        crate::Stage { id: "79".into(), archived_at: Some(CREATED), ..signed },
    ]
    .into();
    pipelines.push(renewals);
    let apply_to = |old: Option<&Properties>, sent: &[(&'static str, &str)]| {
        let mut new = old.cloned().unwrap_or_default();
        for (name, value) in sent {
            new.insert(*name, *value);
        }
        let write = Write { pipelines: &pipelines, ..write("deals", CREATED, old) };
        apply(&write, &mut new);
        (check(&write, &new), new)
    };

    let (wrong, open) = apply_to(None, &[("dealname", "Big"), ("dealstage", "78")]);
    assert_eq!(wrong, []);
    shows(
        &open,
        &[("pipeline", "77"), ("hs_deal_stage_probability", "0.2"), ("hs_date_entered_78", CREATED_ISO)],
    );

    let refused = |sent: &[(&'static str, &str)]| apply_to(None, sent).0.pop().unwrap().message;
    assert_eq!(refused(&[("dealstage", "79")]), "79 was not one of the allowed options: [78]");
    assert_eq!(refused(&[("pipeline", "80")]), "80 was not one of the allowed options: [default, 77]");

    // It was won before its stage was archived, and stays so.
    let won: Properties =
        [("dealname", "Big"), ("pipeline", "77"), ("dealstage", "79")].into_iter().collect();
    let (wrong, won) = apply_to(Some(&won), &[("dealname", "Bigger")]);
    assert_eq!(wrong, []);
    shows(&won, &[("hs_is_closed_won", "true")]);
    let (wrong, reopened) = apply_to(Some(&won), &[("dealstage", "78")]);
    assert_eq!(wrong, []);
    shows(&reopened, &[("hs_is_closed_won", "false"), ("hs_date_exited_79", CREATED_ISO)]);
}
