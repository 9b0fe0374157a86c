"""Somebody who follows the webhooks journal, whatever becomes of the servers meanwhile."""

import threading
import time
import urllib.parse

from world import PATIENCE, Refused

JOURNAL = "/webhooks-journal/journal/2026-03"


def subscribe(node):
    """Lets the app's journal tell of contacts and of their job titles."""
    wanted = {"subscriptionType": "OBJECT", "objectTypeId": "0-1", "properties": ["jobtitle"]}
    node.call("POST", "/webhooks-journal/subscriptions/2026-03", {**wanted, "actions": ["CREATE", "UPDATE"]})


def opened(node, place):
    """What the link of a file leads to; the node may have another port than the one that made the link."""
    url = urllib.parse.urlsplit(place["url"])
    return node.call("GET", url.path)


def following(node, offset):
    """The place of the file that follows an offset, the first one without one; none at the end."""
    return node.call("GET", f"{JOURNAL}/offset/{offset}/next" if offset else f"{JOURNAL}/earliest")


def titles(files):
    """The contacts and titles that files tell, in order."""
    events = [event for file in files for event in file["journalEvents"]]
    return [(event["objectId"], event["propertyChanges"]["jobtitle"]) for event in events]


class Follower(threading.Thread):
    """Reads on behind the last file that it has, and keeps all of them in order."""

    def __init__(self, node):
        super().__init__(daemon=True)
        # A function: nodes come and go.
        self.node = node
        self.files = []
        self.refusals = []
        self.changed = threading.Condition()
        self.is_done = threading.Event()

    def run(self):
        while not self.is_done.is_set():
            try:
                if self.read():
                    continue
            except OSError:
                # The server is away; what was read is kept, and the rest is there later.
                pass
            except Refused as refused:
                self.refusals.append(refused)
            self.is_done.wait(0.02)

    def read(self):
        """Reads one more file; false at the end."""
        node = self.node()
        place = following(node, self.files[-1]["offset"] if self.files else None)
        if place is None:
            return False
        file = opened(node, place)
        with self.changed:
            self.files.append(file)
            self.changed.notify_all()
        return True

    def told(self):
        """The contacts and titles that were told so far, in order."""
        with self.changed:
            return titles(self.files)

    def wait(self, owed):
        """Waits until everything is told that is owed; returns what is missing when it is not in time."""
        end = time.monotonic() + PATIENCE
        with self.changed:
            while (missing := owed - set(titles(self.files))) and (left := end - time.monotonic()) > 0:
                self.changed.wait(min(left, 1))
        return missing

    def finish(self):
        self.is_done.set()
        self.join(60)
