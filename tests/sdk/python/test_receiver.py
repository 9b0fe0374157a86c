"""The example receiver, which verifies signatures by the official SDK, told of what really happens."""

import os
import pathlib
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

from hubspot.crm.contacts import SimplePublicObjectInput, SimplePublicObjectInputForCreate

from harness import BASE_URL, Case, connect, unique

RECEIVER = pathlib.Path(__file__).parents[3] / "examples" / "receiver" / "python" / "receiver.py"


def call(client, method, path, body=None):
    """Calls a path by the SDK, and returns the body."""
    response = client.api_request({"base_url": BASE_URL, "method": method, "path": path, "body": body})
    assert response.status_code < 300, f"{path}: {response.status_code} {response.text}"
    return response.json() if response.text else None


class Receiver(Case):
    @classmethod
    def setUpClass(cls):
        cls.client = connect()
        cls.app = call(cls.client, "POST", "/_linchpin/v1/apps", {"name": unique("Receiver"), "scopes": ["*"]})
        environment = {**os.environ, "CLIENT_SECRET": cls.app["clientSecret"], "PORT": "0", "PYTHONUTF8": "1"}
        cls.process = subprocess.Popen(
            [sys.executable, RECEIVER], env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        cls.target = cls.process.stdout.readline().split()[-1] + "hooks?from=crm"
        settings = {"targetUrl": cls.target, "throttling": {"maxConcurrentRequests": 10}}
        app = cls.app["id"]
        call(cls.client, "PUT", f"/webhooks/v3/{app}/settings", settings)
        for event, more in [
            ("contact.creation", {}),
            ("contact.propertyChange", {"propertyName": "firstname"}),
            ("contact.deletion", {}),
        ]:
            subscription = {"eventType": event, "active": True, **more}
            call(cls.client, "POST", f"/webhooks/v3/{app}/subscriptions", subscription)

    @classmethod
    def tearDownClass(cls):
        cls.process.kill()
        cls.process.wait()
        cls.process.stdout.close()

    def told(self, words):
        """Reads what the receiver prints until a line ends so."""
        while line := self.process.stdout.readline():
            if line.rstrip("\n").endswith(words):
                return
        self.fail("the receiver ended")

    def test_a_receiver_is_told_what_happens_signed(self):
        contacts = self.client.crm.contacts.basic_api
        contact = contacts.create(SimplePublicObjectInputForCreate(properties={"firstname": "Ada"})).id
        self.told(f"contact.creation {contact}")
        contacts.update(contact, SimplePublicObjectInput(properties={"firstname": "Ädä"}))
        self.told(f"contact.propertyChange {contact} firstname = Ädä")
        contacts.archive(contact)
        self.told(f"contact.deletion {contact}")

    def test_what_is_signed_by_somebody_else_is_refused(self):
        headers = {"X-HubSpot-Signature-v3": "x", "X-HubSpot-Request-Timestamp": str(int(time.time() * 1000))}
        request = urllib.request.Request(self.target, b"[]", headers)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        self.assertEqual(refused.exception.code, 401)
        refused.exception.close()


if __name__ == "__main__":
    unittest.main()
