"""Limits of calls, and how the client waits once they are reached; in an account that nobody else uses."""

import unittest

import hubspot
from harness import BASE_URL, TOKEN, Case, connect
from hubspot.crm.contacts import PublicObjectSearchRequest
from urllib3.util.retry import Retry


def call(token, method, path, body=None):
    """Calls any path by the SDK, and returns the response."""
    client = hubspot.Client.create(access_token=token, base_url=BASE_URL)
    options = {"method": method, "path": path}
    if body is not None:
        options["body"] = body
    return client.api_request(options)


class Quota(Case):
    def limited(self, **settings):
        """A token of a new account with these settings."""
        token = call(TOKEN, "POST", "/_linchpin/v1/accounts", {}).json()["token"]
        for name, value in settings.items():
            path = f"/_linchpin/v1/account/settings/{name.replace('_', '-')}"
            self.assertEqual(call(token, "PUT", path, {"value": value}).status_code, 204)
        return token

    def test_the_client_waits_for_searches_and_goes_on(self):
        token = self.limited(tier="free", search_per_second="1")
        # What the SDK's documentation has for 429; searches are POSTs, which urllib3 repeats only when it is told to.
        retry = Retry(total=5, status_forcelist=(429,), allowed_methods=None, backoff_factor=0.3)
        client = hubspot.Client.create(access_token=token, host=BASE_URL, retry=retry)
        for _ in range(3):
            found = client.crm.contacts.search_api.do_search(PublicObjectSearchRequest(limit=1))
            self.assertEqual(found.total, 0)

    def test_the_client_is_told_which_limit_it_reached(self):
        client = connect(self.limited(tier="free"))
        page = client.crm.contacts.basic_api.get_page
        remaining = []
        for _ in range(3):
            _, status, headers = client.crm.contacts.basic_api.get_page_with_http_info()
            self.assertEqual(status, 200)
            remaining.append(int(headers["X-HubSpot-RateLimit-Remaining"]))
        self.assertEqual(remaining, sorted(remaining, reverse=True))
        body = None
        for _ in range(200):
            try:
                page()
            except hubspot.crm.contacts.exceptions.ApiException:
                body = self.refused(429, page)
                break
        self.assertIsNotNone(body, "a hundred calls in ten seconds are the limit")
        self.assertEqual((body["policyName"], body["errorType"]), ("TEN_SECONDLY_ROLLING", "RATE_LIMIT"))
        self.assertEqual(body["message"], "You have reached your ten_secondly_rolling limit.")


if __name__ == "__main__":
    unittest.main()
