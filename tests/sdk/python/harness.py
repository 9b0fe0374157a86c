"""What all suites share: the unmodified SDK with another host, and failures that show what went over the wire.

The server is named by LINCHPIN_BASE_URL, LINCHPIN_TOKEN and LINCHPIN_ACCOUNT_ID; `cargo xtask test` sets them.
"""

import collections
import functools
import json
import os
import unittest
import uuid

import hubspot
import urllib3

BASE_URL = os.environ["LINCHPIN_BASE_URL"].rstrip("/")
TOKEN = os.environ["LINCHPIN_TOKEN"]
ACCOUNT_ID = int(os.environ["LINCHPIN_ACCOUNT_ID"])

# Differs between runs, so that a suite passes on an account that has data already.
RUN = uuid.uuid4().hex[:8]

# A record that was never made. Ids ascend from small numbers, and clients read them as JavaScript numbers.
NO_SUCH_ID = str(2**53 - 1)

_exchanges = collections.deque(maxlen=3)
_request = urllib3.PoolManager.request


def _recorded(self, method, url, **options):
    response = _request(self, method, url, **options)
    sent = options.get("body") or options.get("fields") or ""
    _exchanges.append(f"{method} {url}\n  {sent}\n  -> {response.status} {response.data!r:.4000}")
    return response


# Only looks on: the SDK itself stays as it is.
urllib3.PoolManager.request = _recorded


def connect(token=TOKEN):
    """The official client, with nothing changed but the host."""
    # The generic `api_request` has a setting of its own for the host.
    return hubspot.Client.create(access_token=token, host=BASE_URL, base_url=BASE_URL)


def unique(word):
    """A word that no other record of this or an earlier run has."""
    unique.count += 1
    return f"{word}-{RUN}-{unique.count}"


unique.count = 0


class Case(unittest.TestCase):
    """A test case whose failures carry the last exchanges."""

    maxDiff = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        for name, test in list(vars(cls).items()):
            if name.startswith("test_"):
                setattr(cls, name, _with_exchanges(test))

    def refused(self, status, call, *arguments, **options):
        """Makes a call that must fail with this status, and returns the error's body, checked for its usual parts."""
        try:
            call(*arguments, **options)
        except Exception as error:
            # Each package of the SDK has an exception class of its own; what they share is their attributes.
            if not hasattr(error, "status"):
                raise
            self.assertEqual(error.status, status, error.body)
            body = json.loads(error.body)
            self.assertEqual(body["status"], "error")
            self.assertEqual(error.headers["X-HubSpot-Correlation-Id"], body["correlationId"])
            return body
        self.fail(f"a {status} was expected")

    def assertError(self, body, message, category=None, **parts):
        """Compares all of an error's body but the correlation id."""
        expected = {"status": "error", "message": message, **parts}
        if category:
            expected["category"] = category
        self.assertEqual({key: body[key] for key in body if key != "correlationId"}, expected)

    def invalid_values(self, body):
        """The list inside the message of a validation error, checked for its form and its twin in `errors`."""
        start = "Property values were not valid: "
        self.assertEqual(body["category"], "VALIDATION_ERROR")
        self.assertTrue(body["message"].startswith(start), body["message"])
        items = json.loads(body["message"].removeprefix(start))
        keys = ["isValid", "message", "error", "name", "localizedErrorMessage", "propertyValue", "portalId"]
        for item in items:
            self.assertEqual(list(item), [key for key in keys if key in item])
            self.assertIs(item["isValid"], False)
            self.assertEqual(item["localizedErrorMessage"], item["message"])
            self.assertEqual(item["portalId"], ACCOUNT_ID)
        told = [(error["message"], error["code"], error["context"]) for error in body["errors"]]
        for item in items:
            self.assertIn((item["message"], item["error"], {"propertyName": [item["name"]]}), told)
        return items


def _with_exchanges(test):
    @functools.wraps(test)
    def noted(self):
        _exchanges.clear()
        try:
            test(self)
        except Exception as error:
            if hasattr(error, "add_note"):
                error.add_note("The last exchanges:\n" + "\n".join(_exchanges))
            raise

    return noted
