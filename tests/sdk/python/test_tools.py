"""What no sandbox has, as the tests of an integration use it: an account of its own, reset before every test."""

import json
import unittest

from hubspot.crm.contacts import PublicObjectSearchRequest, SimplePublicObjectInputForCreate
from urllib3.util.retry import Retry

import hubspot
from harness import BASE_URL, TOKEN, Case, connect


def call(token, method, path, body=None):
    """Calls one of the server's own paths by the SDK, and returns the status and the body."""
    client = hubspot.Client.create(access_token=token, base_url=BASE_URL)
    options = {"method": method, "path": f"/_linchpin/v1{path}"}
    if body is not None:
        options["body"] = body
    response = client.api_request(options)
    return response.status_code, json.loads(response.text) if response.text else None


class Tools(Case):
    @classmethod
    def setUpClass(cls):
        status, made = call(TOKEN, "POST", "/accounts", {"name": "A suite"})
        assert status == 201, made
        cls.account_id = made["accountId"]
        cls.token = made["token"]
        cls.client = connect(cls.token)

    @classmethod
    def tearDownClass(cls):
        status, _ = call(cls.token, "DELETE", f"/accounts/{cls.account_id}")
        assert status == 204

    def setUp(self):
        self.assertEqual(call(self.token, "POST", "/reset")[0], 204)

    def contacts(self):
        return self.client.crm.contacts.basic_api.get_page().results

    def create(self, email="ada@example.com"):
        new = SimplePublicObjectInputForCreate(properties={"email": email})
        return self.client.crm.contacts.basic_api.create(new)

    def found(self):
        return self.client.crm.contacts.search_api.do_search(PublicObjectSearchRequest(query="ada")).total

    def test_every_test_begins_with_nothing(self):
        self.assertEqual(self.contacts(), [])
        self.create()
        self.assertEqual(self.found(), 1)

    def test_every_test_begins_with_nothing_again(self):
        self.assertEqual((self.contacts(), self.found()), ([], 0))
        self.create()

    def test_an_account_is_taken_back(self):
        ada = self.create()
        status, snapshot = call(self.token, "POST", "/snapshots", {"name": "base"})
        self.assertEqual((status, snapshot["records"]), (201, 1))
        self.client.crm.contacts.basic_api.archive(ada.id)
        self.create("bob@example.com")
        self.assertEqual(self.found(), 0)
        self.assertEqual(call(self.token, "POST", f"/snapshots/{snapshot['id']}/restore")[0], 200)
        self.assertEqual([contact.id for contact in self.contacts()], [ada.id])
        self.assertEqual(self.found(), 1)
        self.assertEqual(call(self.token, "DELETE", f"/snapshots/{snapshot['id']}")[0], 204)

    def test_the_client_tries_again(self):
        fault = {"operation": "crm.objects.list", "times": 2, "effect": {"status": 429}}
        self.assertEqual(call(self.token, "PUT", "/faults/busy", fault)[0], 200)
        body = self.refused(429, self.contacts)
        self.assertEqual((body["policyName"], body["errorType"]), ("TEN_SECONDLY_ROLLING", "RATE_LIMIT"))
        retry = Retry(total=3, status_forcelist=(429, 502), backoff_factor=0)
        patient = hubspot.Client.create(access_token=self.token, host=BASE_URL, retry=retry)
        self.assertEqual(patient.crm.contacts.basic_api.get_page().results, [])
        self.assertEqual(call(self.token, "GET", "/faults")[1]["results"][0]["struck"], 2)

    def test_the_client_outlives_an_ended_connection(self):
        fault = {"operation": "crm.objects.list", "times": 1, "effect": {"drop": True}}
        self.assertEqual(call(self.token, "PUT", "/faults/cut", fault)[0], 200)
        retry = Retry(total=3, backoff_factor=0)
        patient = hubspot.Client.create(access_token=self.token, host=BASE_URL, retry=retry)
        self.assertEqual(patient.crm.contacts.basic_api.get_page().results, [])

    def test_time_is_what_the_test_says(self):
        status, clock = call(self.token, "PUT", "/clock", {"now": "2031-05-06T07:08:09Z", "frozen": True})
        self.assertEqual((status, clock["now"]), (200, "2031-05-06T07:08:09Z"))
        self.assertEqual(self.create().properties["createdate"], "2031-05-06T07:08:09Z")
        call(self.token, "PUT", "/clock", {"advanceMs": 86_400_000})
        self.assertEqual(self.create("bob@example.com").created_at.isoformat(), "2031-05-07T07:08:09+00:00")

    def test_calls_are_logged(self):
        self.refused(404, self.client.crm.contacts.basic_api.get_by_id, "1")
        status, log = call(self.token, "GET", "/calls?status=404&limit=1")
        self.assertEqual((status, log["results"][0]["operation"]), (200, "crm.objects.read"))


if __name__ == "__main__":
    unittest.main()
