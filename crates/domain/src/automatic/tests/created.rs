//! What a create adds, type by type, as real answers showed it.

use super::*;

/// Checks all that a create adds, but for the source and the stages' history.
#[track_caller]
fn adds(plural: &str, sent: &[(&'static str, &str)], expected: &[(&str, &str)]) {
    let new = create(plural, sent);
    let added: Vec<_> = new
        .iter()
        .filter(|(name, _)| !sent.iter().any(|(sent, _)| sent == name))
        .filter(|(name, _)| !name.starts_with("hs_object_source") && !is_for_reads(name))
        .collect();
    assert_eq!(added, expected);
}

#[test]
fn a_contact_is_filled_as_recorded() {
    adds(
        "contacts",
        &[("email", "test1@example.org"), ("firstname", "Test"), ("lastname", "1"), ("phone", "+1 555-1234")],
        &[
            ("hs_all_contact_vids", "51"),
            ("hs_associated_target_accounts", "0"),
            ("hs_currently_enrolled_in_prospecting_agent", "false"),
            ("hs_email_domain", "example.org"),
            ("hs_full_name_or_email", "Test 1"),
            ("hs_is_contact", "true"),
            ("hs_is_unworked", "true"),
            ("hs_lifecyclestage_lead_date", CREATED_ISO),
            ("hs_membership_has_accessed_private_content", "0"),
            ("hs_pipeline", "contacts-lifecycle-pipeline"),
            ("hs_prospecting_agent_actively_enrolled_count", "0"),
            ("hs_prospecting_agent_total_enrolled_count", "0"),
            ("hs_registered_member", "0"),
            ("hs_searchable_calculated_phone_number", "15551234"),
            ("hs_sequences_actively_enrolled_count", "0"),
            ("hs_v2_date_entered_current_stage", CREATED_ISO),
            ("hs_v2_time_in_current_stage", CREATED_ISO),
            ("lifecyclestage", "lead"),
            ("num_notes", "0"),
        ],
    );
}

#[test]
fn a_company_is_filled_as_recorded() {
    adds(
        "companies",
        &[("domain", "example.com")],
        &[
            ("hs_annual_revenue_currency_code", "USD"),
            ("hs_num_blockers", "0"),
            ("hs_num_child_companies", "0"),
            ("hs_num_contacts_with_buying_roles", "0"),
            ("hs_num_decision_makers", "0"),
            ("hs_num_open_deals", "0"),
            ("hs_pipeline", "companies-lifecycle-pipeline"),
            ("hs_task_label", "example.com"),
            ("hs_v2_date_entered_current_stage", CREATED_ISO),
            ("hs_v2_time_in_current_stage", CREATED_ISO),
            ("lifecyclestage", "lead"),
            ("website", "example.com"),
        ],
    );
}

#[test]
fn a_deal_without_stage_is_filled_as_recorded() {
    adds(
        "deals",
        &[("amount", "10000"), ("dealname", "Deal")],
        &[
            ("amount_in_home_currency", "10000"),
            ("days_to_close", "0"),
            ("hs_closed_amount", "0"),
            ("hs_closed_won_count", "0"),
            ("hs_createdate", CREATED_ISO),
            ("hs_days_to_close_raw", "0"),
            ("hs_deal_stage_probability_shadow", "0"),
            ("hs_forecast_amount", "10000"),
            ("hs_is_closed_lost", "false"),
            ("hs_is_closed_won", "false"),
            ("hs_is_deal_split", "false"),
            ("hs_num_of_associated_line_items", "0"),
            ("hs_number_of_call_engagements", "0"),
            ("hs_number_of_inbound_calls", "0"),
            ("hs_number_of_outbound_calls", "0"),
            ("hs_number_of_overdue_tasks", "0"),
            ("hs_number_of_scheduled_meetings", "0"),
            ("hs_projected_amount", "0"),
            ("num_associated_contacts", "0"),
            ("num_notes", "0"),
        ],
    );
}

#[test]
fn a_ticket_is_filled_as_recorded() {
    adds(
        "tickets",
        &[("hs_pipeline_stage", "1"), ("subject", "Help")],
        &[
            ("hs_helpdesk_sort_timestamp", CREATED_ISO),
            ("hs_is_closed", "false"),
            ("hs_is_visible_in_help_desk", "true"),
            ("hs_last_message_from_visitor", "false"),
            ("hs_num_associated_companies", "0"),
            ("hs_num_associated_conversations", "0"),
            ("hs_pipeline", "0"),
            ("hs_ticket_id", "51"),
            ("hs_v2_date_entered_current_stage", CREATED_ISO),
            ("hs_v2_time_in_current_stage", CREATED_ISO),
        ],
    );
}

#[test]
fn an_overdue_task_is_filled_as_recorded() {
    adds(
        "tasks",
        &[("hs_task_subject", "Call"), ("hs_timestamp", "2026-01-01T00:00:00Z")],
        &[
            ("hs_obj_coords", "0-27-51"),
            ("hs_start_date_with_fallback", "2026-01-01T00:00:00Z"),
            ("hs_task_completion_count", "0"),
            ("hs_task_family", "SALES"),
            ("hs_task_for_object_type", "OWNER"),
            ("hs_task_is_all_day", "false"),
            ("hs_task_is_completed", "0"),
            ("hs_task_is_completed_call", "0"),
            ("hs_task_is_completed_email", "0"),
            ("hs_task_is_completed_linked_in", "0"),
            ("hs_task_is_completed_sequence", "0"),
            ("hs_task_is_overdue", "true"),
            ("hs_task_is_past_due_date", "true"),
            ("hs_task_is_sub_task", "false"),
            ("hs_task_missed_due_date", "true"),
            ("hs_task_missed_due_date_count", "1"),
            ("hs_task_priority", "NONE"),
            ("hs_task_status", "NOT_STARTED"),
            ("hs_task_type", "TODO"),
        ],
    );
}

#[test]
fn a_note_is_filled_as_recorded() {
    adds(
        "notes",
        &[("hs_note_body", "<p>Hello</p>"), ("hs_timestamp", CREATED_ISO), ("hubspot_owner_id", "7")],
        &[
            ("hs_all_owner_ids", "7"),
            ("hs_body_preview", "Hello"),
            ("hs_body_preview_html", "<html>\n<head></head>\n<body>\n<p>Hello</p>\n</body>\n</html>"),
            ("hs_body_preview_is_truncated", "false"),
            ("hs_obj_coords", "0-46-51"),
            ("hs_user_ids_of_all_owners", "70"),
            ("hubspot_owner_assigneddate", CREATED_ISO),
        ],
    );
}

#[test]
fn line_items_calculate_as_recorded() {
    let sent = [("discount", "5"), ("hs_cost_of_goods_sold", "5"), ("price", "100"), ("quantity", "1")];
    adds(
        "line_items",
        &sent,
        &[
            ("amount", "95"),
            ("hs_acv", "95"),
            ("hs_arr", "0"),
            ("hs_margin", "90"),
            ("hs_margin_acv", "90"),
            ("hs_margin_tcv", "90"),
            ("hs_mrr", "0"),
            ("hs_pre_discount_amount", "100"),
            ("hs_recurring_billing_number_of_payments", "1"),
            ("hs_tcv", "95"),
            ("hs_total_discount", "5"),
        ],
    );
    let item = create("line_items", &sent);
    let item = update(
        "line_items",
        &item,
        1,
        &[("quantity", "3"), ("discount", ""), ("hs_discount_percentage", "12.5")],
    );
    shows(&item, &[("amount", "262.5"), ("hs_total_discount", "37.5"), ("hs_margin", "247.5")]);
    let item = update("line_items", &item, 1, &[("price", "")]);
    shows(&item, &[("amount", ""), ("hs_tcv", "")]);
}
