//! Lists whose members come and go with time alone.

use linchpin_domain::account::Setting;

use super::*;

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn records_pass_moving_bounds_at_their_moment() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        // The clock stands at 05:06 on the 4th of March 2026.
        let soon = world.create("contacts", json!({"closedate": "2026-03-05T04:00:00Z"})).await;
        let later = world.create("contacts", json!({"closedate": "2026-03-06T12:00:00Z"})).await;
        let rolling = |operator: &str| {
            property(
                "closedate",
                &json!({"operationType": "ROLLING_DATE_RANGE", "operator": operator, "numberOfDays": 1}),
            )
        };
        let coming = world.list("contacts", "DYNAMIC", rolling("IS_LESS_THAN_X_DAYS_FROM_NOW")).await;
        let past = world.list("contacts", "DYNAMIC", rolling("IS_MORE_THAN_X_DAYS_AGO")).await;
        let none = Vec::<String>::new();
        assert_eq!(
            (world.members(&coming).await, world.members(&past).await),
            (vec![soon.clone()], none.clone())
        );
        for (days, in_coming, in_past) in [
            (1, none.clone(), none.clone()),
            (1, vec![later.clone()], vec![soon.clone()]),
            (2, none.clone(), vec![soon.clone(), later.clone()]),
        ] {
            app.engine.clock().advance(days * DAY);
            app.engine.follow_lists_through_time().await;
            assert_eq!(
                (world.present(&coming).await, world.present(&past).await),
                (in_coming, in_past),
                "{days}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_passed_while_nobody_looked_is_caught_up_with() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let contact = world.create("contacts", json!({"closedate": "2026-03-05T04:00:00Z"})).await;
        let today = json!({"timeType": "INDEXED", "indexReference": {"referenceType": "TODAY"}});
        let before = property(
            "closedate",
            &json!({"operationType": "TIME_POINT", "operator": "IS_BEFORE", "timePoint": today}),
        );
        let list = world.list("contacts", "DYNAMIC", before).await;
        world.check(&list, &[]).await;
        app.engine.clock().advance(30 * DAY);
        // Another contact is asked at the new moment already.
        let old = world.create("contacts", json!({"closedate": "2026-03-20T00:00:00Z"})).await;
        world.check(&list, &[&old]).await;
        app.engine.follow_lists_through_time().await;
        world.check_present(&list, &[&contact, &old]).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_set_long_ago_is_no_longer_new() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let updated = |operator: &str| {
            let operation =
                json!({"operationType": "ROLLING_PROPERTY_UPDATED", "operator": operator, "numberOfDays": 2});
            property("firstname", &operation)
        };
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let fresh = world.list("contacts", "DYNAMIC", updated("UPDATED_IN_LAST_X_DAYS")).await;
        let stale = world.list("contacts", "DYNAMIC", updated("NOT_UPDATED_IN_LAST_X_DAYS")).await;
        world.check(&fresh, &[&contact]).await;
        app.engine.clock().advance(DAY);
        app.engine.follow_lists_through_time().await;
        world.check_present(&fresh, &[&contact]).await;
        app.engine.clock().advance(2 * DAY);
        app.engine.follow_lists_through_time().await;
        world.check_present(&fresh, &[]).await;
        world.check_present(&stale, &[&contact]).await;
        world.update("contacts", &contact, json!({"firstname": "Bob"})).await;
        world.check(&fresh, &[&contact]).await;
        world.check_present(&stale, &[]).await;
    })
    .await;
}

#[tokio::test]
async fn the_first_list_that_follows_anything_is_found_after_a_look_at_the_time() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ada = world.create("contacts", json!({"firstname": "Ada"})).await;
        let gone = world.list("contacts", "DYNAMIC", named("firstname", "Bob")).await;
        world.check(&gone, &[]).await;
        app.engine.delete_list(&world.principal, &gone).await.expect("it goes");
        app.engine.clock().advance(DAY);
        app.engine.follow_lists_through_time().await;
        let list = world.list("contacts", "DYNAMIC", named("firstname", "Ada")).await;
        world.check(&list, &[&ada]).await;
    })
    .await;
}

#[tokio::test]
async fn days_are_those_of_the_account_and_follow_its_time_zone() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        // The clock stands at 05:06 on the 4th of March 2026, when it is still the 3rd in Chicago until six.
        let today = world.create("contacts", json!({"closedate": "2026-03-04T05:00:00Z"})).await;
        let tonight = world.create("contacts", json!({"closedate": "2026-03-04T23:00:00Z"})).await;
        let yesterday = world.create("contacts", json!({"closedate": "2026-03-03T23:00:00Z"})).await;
        let this_day = property(
            "closedate",
            &json!({"operationType": "CALENDAR_DATE", "operator": "IN_THIS_TIME_UNIT", "timeUnit": "DAY"}),
        );
        let fixed = json!({
            "timeType": "DATE", "timezoneSource": "PORTAL", "year": 2026, "month": 3, "day": 4,
        });
        let before = property(
            "closedate",
            &json!({"operationType": "TIME_POINT", "operator": "IS_BEFORE", "timePoint": fixed}),
        );
        let list = world.list("contacts", "DYNAMIC", this_day).await;
        let older = world.list("contacts", "DYNAMIC", before).await;
        world.check(&list, &[&today, &tonight]).await;
        world.check(&older, &[&yesterday]).await;
        app.engine.set_in_account(app.account, Setting::TimeZone, "US/Central").await.unwrap();
        world.check(&list, &[&today, &yesterday]).await;
        world.check(&older, &[&today, &yesterday]).await;
        // An hour later it is the 4th there too.
        app.engine.clock().advance(3_600_000);
        app.engine.follow_lists_through_time().await;
        world.check_present(&list, &[&tonight]).await;
    })
    .await;
}
