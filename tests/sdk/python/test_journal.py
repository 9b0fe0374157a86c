"""The webhooks journal, for which this version of the SDK has no client of its own: by its generic request."""

import time
import unittest

import requests
from harness import ACCOUNT_ID, Case, connect, unique
from hubspot.crm.contacts import SimplePublicObjectInput, SimplePublicObjectInputForCreate

JOURNAL = "/webhooks-journal/journal/2026-03"
SUBSCRIPTIONS = "/webhooks-journal/subscriptions/2026-03"

# How long an event may take, in seconds: far longer than it does.
PATIENCE = 30


class Journal(Case):
    def setUp(self):
        # An app has a journal of its own, so that nobody else's subscriptions are in it.
        app = {"name": unique("Follower"), "type": "PRIVATE", "scopes": ["*"]}
        made = self.call("POST", "/_linchpin/v1/apps", app, client=connect())
        self.client = connect(made.json()["token"])

    def call(self, method, path, body=None, client=None):
        options = {"method": method, "path": path, **({"body": body} if body is not None else {})}
        answer = (client or self.client).api_request(options)
        self.assertLess(answer.status_code, 300, answer.text)
        return answer

    def subscribe(self, **wanted):
        return self.call("POST", SUBSCRIPTIONS, {"portalId": ACCOUNT_ID, **wanted}).json()

    def follow(self, offset=None):
        """Every file behind an offset, from the earliest one without one, to the end."""
        files = []
        while True:
            answer = self.call("GET", f"{JOURNAL}/offset/{offset}/next" if offset else f"{JOURNAL}/earliest")
            if answer.status_code == 204:
                self.assertEqual(answer.text, "")
                return files
            place = answer.json()
            # The link is all that it takes.
            file = requests.get(place["url"], timeout=30).json()
            self.assertEqual(file["offset"], place["currentOffset"])
            offset = place["currentOffset"]
            files.append(file)

    def follow_until(self, is_enough):
        """Reads on until there are enough events; returns them with the offsets of their files."""
        files, deadline = [], time.monotonic() + PATIENCE
        while True:
            files += self.follow(files[-1]["offset"] if files else None)
            events = [event for file in files for event in file["journalEvents"]]
            if is_enough(events) or time.monotonic() > deadline:
                return events, [file["offset"] for file in files]

    def test_what_happens_is_read_from_the_earliest_file_to_the_end(self):
        self.assertEqual(self.follow(), [])
        self.subscribe(
            subscriptionType="OBJECT",
            objectTypeId="0-1",
            actions=["CREATE", "UPDATE", "DELETE"],
            properties=["firstname"],
            actionOverrides={"UPDATE": {"properties": ["lastname"]}},
        )
        contacts = self.client.crm.contacts.basic_api
        made = contacts.create(SimplePublicObjectInputForCreate(properties={"firstname": "Ada"})).id
        contacts.update(made, SimplePublicObjectInput(properties={"firstname": "Countess"}))
        contacts.update(made, SimplePublicObjectInput(properties={"lastname": "King"}))
        contacts.archive(made)

        def own(events):
            return [event for event in events if event["objectId"] == int(made)]

        events, offsets = self.follow_until(lambda events: own(events)[-1:] and own(events)[-1]["action"] == "DELETE")
        told = [(event["action"], event["propertyChanges"]) for event in own(events)]
        self.assertEqual(told, [("CREATE", {"firstname": "Ada"}), ("UPDATE", {"lastname": "King"}), ("DELETE", {})])
        self.assertEqual({event["portalId"] for event in events}, {ACCOUNT_ID})

        read = self.call("POST", f"{JOURNAL}/batch/read", {"inputs": offsets[:100]}).json()["results"]
        self.assertEqual([place["currentOffset"] for place in read], offsets[:100])
        first = self.call("GET", f"{JOURNAL}/batch/earliest/1").json()["results"]
        self.assertEqual([place["currentOffset"] for place in first], offsets[:1])

    def test_snapshots_and_subscriptions(self):
        made = self.subscribe(subscriptionType="OBJECT", objectTypeId="0-2", actions=["CREATE"])
        self.assertEqual(self.call("GET", f"{SUBSCRIPTIONS}/{made['id']}").json(), made)
        self.call("DELETE", f"{SUBSCRIPTIONS}/{made['id']}")
        self.assertEqual(self.call("GET", SUBSCRIPTIONS).json()["results"], [])

        contacts = self.client.crm.contacts.basic_api
        contact = int(contacts.create(SimplePublicObjectInputForCreate(properties={"firstname": "Ada"})).id)
        wanted = {"portalId": ACCOUNT_ID, "objectTypeId": "0-1", "objectId": contact, "properties": ["firstname"]}
        asked = self.call("POST", "/webhooks-journal/snapshots/2026-03/crm", {"snapshotRequests": [wanted]})
        status = asked.json()["snapshotResponses"][0]["snapshotStatusId"]
        self.assertEqual(self.call("GET", f"{JOURNAL}/status/{status}").json()["status"], "SUCCESS")
        events, _ = self.follow_until(lambda events: events)
        told = [(event["action"], event["objectId"], event["propertyChanges"]) for event in events]
        self.assertEqual(told, [("SNAPSHOT", contact, {"firstname": "Ada"})])


if __name__ == "__main__":
    unittest.main()
