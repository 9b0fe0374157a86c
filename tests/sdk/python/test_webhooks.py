"""Webhooks: where an app wants its events, and which, by a developer key as well as by a token."""

import hubspot
from harness import BASE_URL, Case, connect, unique
from hubspot.webhooks import (
    BatchInputSubscriptionBatchUpdateRequest,
    SettingsChangeRequest,
    SubscriptionBatchUpdateRequest,
    SubscriptionCreateRequest,
    SubscriptionPatchRequest,
    ThrottlingSettings,
)


def own(path, body):
    """A call of what HubSpot has in its UI only."""
    request = {"base_url": BASE_URL, "method": "POST", "path": f"/_linchpin/v1/{path}", "body": body}
    return connect().api_request(request).json()


class Webhooks(Case):
    def setUp(self):
        made = own("apps", {"name": unique("Receiver"), "scopes": ["crm.objects.contacts.read"]})
        self.app = int(made["id"])

    def manage(self, webhooks):
        """Goes through everything that can be said about the webhooks of an app."""
        settings, subscriptions, app = webhooks.settings_api, webhooks.subscriptions_api, self.app
        throttling = ThrottlingSettings(max_concurrent_requests=10)
        change = SettingsChangeRequest(target_url="https://example.com/hooks", throttling=throttling)
        put = settings.configure(app, change)
        self.assertEqual((put.target_url, put.throttling.max_concurrent_requests), (change.target_url, 10))
        self.assertEqual(settings.get_all(app).created_at, put.created_at)

        new = SubscriptionCreateRequest(event_type="contact.propertyChange", property_name="email", active=False)
        made = subscriptions.create(app, new)
        self.assertEqual((made.event_type, made.property_name, made.active), (new.event_type, "email", False))
        number = int(made.id)
        self.assertTrue(subscriptions.update(number, app, SubscriptionPatchRequest(active=True)).active)
        item = SubscriptionBatchUpdateRequest(id=number, active=False)
        switched = subscriptions.update_batch(app, BatchInputSubscriptionBatchUpdateRequest(inputs=[item]))
        self.assertEqual([(one.id, one.active) for one in switched.results], [(made.id, False)])
        self.assertFalse(subscriptions.get_by_id(number, app).active)
        self.assertEqual([one.id for one in subscriptions.get_all(app).results], [made.id])
        subscriptions.archive(number, app)
        self.refused(404, subscriptions.get_by_id, number, app)

        settings.clear(app)
        self.refused(404, settings.get_all, app)

    def test_webhooks_are_managed_with_a_token(self):
        self.manage(connect().webhooks)

    def test_webhooks_are_managed_with_a_developer_key(self):
        key = own("developer-key/rotate", {})["token"]
        self.manage(hubspot.Client.create(api_key=key, host=BASE_URL).webhooks)
        other = hubspot.Client.create(api_key=f"{key}x", host=BASE_URL)
        self.refused(401, other.webhooks.settings_api.get_all, self.app)
