#!/usr/bin/env python3
"""Prints the events that are sent to it, a line each, once HubSpot's own SDK found their signature right.

    pip install hubspot-api-client
    CLIENT_SECRET=... PORT=3000 python receiver.py

Whoever is behind a proxy names in PUBLIC_URL what stands before the path in the app's target URL.
"""

import datetime
import http.server
import json
import os
import sys

from hubspot.exceptions import InvalidSignatureTimestampError
from hubspot.utils.signature import Signature

CLIENT_SECRET = os.environ.get("CLIENT_SECRET")
PORT = int(os.environ.get("PORT", "3000"))


class Receiver(http.server.BaseHTTPRequestHandler):
    # The sender keeps its connections.
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if not self.is_genuine(body):
            print("refused a request without the right signature", file=sys.stderr, flush=True)
            self.answer(401)
            return
        for event in json.loads(body):
            at = datetime.datetime.fromtimestamp(event["occurredAt"] / 1000, datetime.timezone.utc)
            print(at.isoformat(timespec="milliseconds"), event["subscriptionType"], words(event), flush=True)
        self.answer(200)

    def is_genuine(self, body):
        base = os.environ.get("PUBLIC_URL", f"http://{self.headers.get('Host')}")
        try:
            return Signature.is_valid(
                signature=self.headers.get("X-HubSpot-Signature-v3", ""),
                timestamp=self.headers.get("X-HubSpot-Request-Timestamp"),
                client_secret=CLIENT_SECRET,
                http_method="POST",
                http_uri=base + self.path,
                request_body=body,
                signature_version="v3",
            )
        except InvalidSignatureTimestampError:
            # Too old: somebody may have kept the request and sent it again.
            return False

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Says nothing of each request: the events say enough."""


def words(event):
    """What happened, in a few words."""
    if "fromObjectId" in event:
        verb = "no longer with" if event["associationRemoved"] else "with"
        return f"{event['fromObjectId']} {verb} {event['toObjectId']}"
    if "newObjectId" in event:
        merged = ", ".join(str(id) for id in event["mergedObjectIds"])
        return f"{event['primaryObjectId']}, {merged} -> {event['newObjectId']}"
    if "propertyName" in event:
        return f"{event['objectId']} {event['propertyName']} = {event['propertyValue']}"
    return str(event["objectId"])


def main():
    if not CLIENT_SECRET:
        sys.exit("CLIENT_SECRET is missing: `linchpin webhooks receive` prints it")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Receiver)
    print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
