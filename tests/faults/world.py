"""What the fault tests work with: servers that can be killed, receivers that misbehave, and writers that keep account.

`cargo xtask acceptance` names the binary in LINCHPIN_TEST_BINARY, the engine in LINCHPIN_TEST_ENGINE, and for
PostgreSQL the server in LINCHPIN_TEST_POSTGRES with the program that makes databases in LINCHPIN_TEST_DATABASES.
LINCHPIN_TEST_FAULT_SECONDS says how long each test goes on breaking things.
"""

import http.client
import http.server
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse

from hubspot.utils.signature import Signature

BINARY = os.environ["LINCHPIN_TEST_BINARY"]
ENGINE = os.environ.get("LINCHPIN_TEST_ENGINE", "sqlite")
SECONDS = float(os.environ.get("LINCHPIN_TEST_FAULT_SECONDS", "4"))

# Settings of the binary are read from the environment too, and it refuses those that it does not know.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("LINCHPIN_")}

# What has to arrive may take this long on a machine that is busy with other things, and fails the test after it.
PATIENCE = 90


def database_url():
    """An empty database, where the engine needs one."""
    if ENGINE == "sqlite":
        return None
    made = subprocess.run(
        [os.environ["LINCHPIN_TEST_DATABASES"], "database"], capture_output=True, text=True, check=True
    )
    return made.stdout.strip()


class Refused(Exception):
    """The server answered, and it was not what was asked for."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status = status


class Node:
    """One `linchpin serve`, on a data folder that outlives it."""

    def __init__(self, folder, database=None, max_file_bytes=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = database
        self.log = self.folder.with_suffix(".log")
        self._connections = threading.local()
        self._opened = []
        self.start(max_file_bytes)

    def start(self, max_file_bytes=None):
        """Starts the process and waits until it takes calls."""
        command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--ready-json", "--data", str(self.folder)]
        if self.database:
            command += ["--database-url", self.database]

        def limit_files():
            # The disk of this process is full at that size: writes fail instead of a signal that ends it.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, resource.RLIM_INFINITY))

        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                env=ENVIRONMENT,
                preexec_fn=limit_files if max_file_bytes else None,
            )
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the server does not start, see {self.log}: {self.log.read_text()[-2000:]}")
        ready = json.loads(line)
        self.address = urllib.parse.urlsplit(ready["base_url"])
        self.token = ready["token"]

    def kill(self):
        """Ends the process as a power cut would."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._hang_up()

    def _hang_up(self):
        for connection in self._opened:
            connection.close()
        self._opened.clear()

    def stop(self):
        """Asks the process to end."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)
        self.process.stdout.close()
        self._hang_up()

    def call(self, method, path, body=None):
        """The JSON of an answer that has to succeed; raises OSError when the server went away."""
        connection = getattr(self._connections, "open", None)
        if connection is None or connection[0] != self.address:
            connection = (self.address, http.client.HTTPConnection(self.address.netloc, timeout=30))
            self._connections.open = connection
            self._opened.append(connection[1])
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection[1].request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection[1].getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection[1].close()
            self._connections.open = None
            raise OSError(f"no answer: {error!r}") from error
        if answer.status >= 300:
            raise Refused(answer.status, text)
        return json.loads(text) if text else None

    def run(self, *arguments):
        """A command of the binary beside the running server."""
        command = [BINARY, *arguments, "--data", str(self.folder)]
        if self.database:
            command += ["--database-url", self.database]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stderr}")
        return done.stdout


class Installation:
    """One or more nodes on the same data, with an app that wants to be told of contacts."""

    def __init__(self, nodes=1, max_file_bytes=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="linchpin-faults-"))
        database = database_url()
        self.nodes = []
        for index in range(nodes):
            folder = self.folder / f"node-{index}"
            if index:
                # Nodes of one database share the server's key.
                folder.mkdir()
                for secret in ("server.key", "token"):
                    if (self.nodes[0].folder / secret).exists():
                        shutil.copy(self.nodes[0].folder / secret, folder / secret)
            self.nodes.append(Node(folder, database, max_file_bytes))
        info = self.first.call(
            "POST", "/oauth/v2/private-apps/get/access-token-info", {"tokenKey": self.first.token}
        )
        self.app = info["appId"]

    @property
    def first(self):
        return self.nodes[0]

    def set_retries(self, seconds):
        """Lets failed deliveries be sent again after these seconds instead of minutes and hours."""
        body = {"value": ",".join(str(second) for second in seconds)}
        self.first.call("PUT", "/_linchpin/v1/account/settings/webhook-retry-seconds", body)

    def another_app(self, name):
        """A further private app, by its number."""
        made = self.first.call("POST", "/_linchpin/v1/apps", {"name": name, "type": "PRIVATE", "scopes": ["*"]})
        return made["id"]

    def subscribe(self, receiver, app=None):
        """Lets a receiver be told of contacts and of their job titles."""
        app = app or self.app
        settings = {"targetUrl": receiver.url, "throttling": {"maxConcurrentRequests": 10}}
        self.first.call("PUT", f"/webhooks/v3/{app}/settings", settings)
        for wanted in (
            {"eventType": "contact.creation"},
            {"eventType": "contact.propertyChange", "propertyName": "jobtitle"},
        ):
            self.first.call("POST", f"/webhooks/v3/{app}/subscriptions", {**wanted, "active": True})
        rotated = self.first.call("POST", f"/_linchpin/v1/apps/{app}/client-secret/rotate", {})
        receiver.secret = rotated["clientSecret"]

    def close(self):
        for node in self.nodes:
            node.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Receiver:
    """An HTTP server that is sent events; `behave` decides what each request gets.

    `behave` takes the number of the request and returns a status, or one of `drop` (the connection ends without an
    answer), `garbage` (no HTTP), `redirect` (to a place that must never be called), `hang` (no answer in time), or a
    number of seconds to wait before 204 as a float.
    """

    def __init__(self, behave=lambda number: 204):
        self.behave = behave
        self.secret = None
        self.events = []
        self.requests = []
        self.strays = 0
        self.faults = []
        self.changed = threading.Condition()
        self.port = None
        self.open()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hooks?from=linchpin"

    def open(self):
        """Listens, where it listened before if it did."""
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.take(self, body)

            def do_GET(self):
                receiver.strays += 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        class Listener(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                # The other end was killed: that is what these tests do.
                pass

            def process_request(self, request, address):
                receiver._sockets.append(request)
                super().process_request(request, address)

        self._sockets = []
        self.server = Listener(("127.0.0.1", self.port or 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        """Refuses connections from now on, and ends those that there are."""
        self.server.shutdown()
        self.server.server_close()
        for connection in self._sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def take(self, handler, body):
        at = time.monotonic()
        if handler.path.startswith("/stray"):
            self.strays += 1
        self.verify(handler, body)
        events = json.loads(body)
        with self.changed:
            number = len(self.requests)
            outcome = self.behave(number)
            self.requests.append((at, outcome, events))
            for event in events:
                self.events.append((outcome, event))
            self.changed.notify_all()
        self.answer(handler, outcome)

    def answer(self, handler, outcome):
        if isinstance(outcome, float):
            time.sleep(outcome)
            outcome = 204
        if outcome == "hang":
            time.sleep(7)
            handler.close_connection = True
        elif outcome == "drop":
            handler.close_connection = True
        elif outcome == "garbage":
            handler.wfile.write(b"\x00\xff this is not HTTP\r\n\r\n")
            handler.close_connection = True
        elif outcome == "redirect":
            handler.send_response(307)
            handler.send_header("Location", f"http://127.0.0.1:{self.port}/stray")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        else:
            handler.send_response(outcome)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

    def verify(self, handler, body):
        """Notes a request that HubSpot's own verifier does not take, or that is no request of webhooks."""
        if self.secret is None:
            return
        headers, text = handler.headers, body.decode()
        url = f"http://127.0.0.1:{self.port}{handler.path}"
        is_valid = Signature.is_valid(
            signature=headers["X-HubSpot-Signature-v3"],
            client_secret=self.secret,
            request_body=text,
            http_uri=url,
            http_method="POST",
            timestamp=headers["X-HubSpot-Request-Timestamp"],
            signature_version="v3",
        ) and Signature.is_valid(
            signature=headers["X-HubSpot-Signature"],
            client_secret=self.secret,
            request_body=text,
            signature_version=headers["X-HubSpot-Signature-Version"],
        )
        if not is_valid:
            self.faults.append(f"a wrong signature: {dict(headers)} {text[:300]}")
        if not isinstance(json.loads(text), list) or len(json.loads(text)) > 100:
            self.faults.append(f"no list of up to a hundred events: {text[:300]}")

    def wait(self, is_enough, patience=PATIENCE):
        """Waits until what has arrived is enough; false when it is not in time."""
        end = time.monotonic() + patience
        with self.changed:
            while not is_enough():
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self.changed.wait(min(left, 1))
        return True


class Writer(threading.Thread):
    """Makes contacts and gives each of them one job title after the other; knows what was answered."""

    def __init__(self, name, node, pause=0.0):
        super().__init__(daemon=True)
        self.label = name
        # A function: nodes come and go.
        self.node = node
        self.pause = pause
        self.is_done = threading.Event()
        # Contact to the titles whose writes were answered, in order.
        self.answered = {}
        # Those of them whose last write was answered, so that the next title is known.
        self.settled = []
        self.refusals = []
        self._random = random.Random(name)

    def run(self):
        number = 0
        while not self.is_done.is_set():
            number += 1
            try:
                self.write(number)
            except OSError:
                # The server is away; what this write did is not known, so its contact is left alone from now on.
                self.is_done.wait(0.02)
            except Refused as refused:
                self.refusals.append(refused)
                self.is_done.wait(0.02)
            if self.pause:
                self.is_done.wait(self.pause)

    def write(self, number):
        node = self.node()
        if not self.settled or self._random.random() < 0.3:
            properties = {"email": f"{self.label}-{number}@example.com", "jobtitle": "0"}
            made = node.call("POST", "/crm/v3/objects/contacts", {"properties": properties})
            self.answered[int(made["id"])] = ["0"]
            self.settled.append(int(made["id"]))
            return
        contact = self._random.choice(self.settled[-20:])
        self.settled.remove(contact)
        title = str(int(self.answered[contact][-1]) + 1)
        body = {"properties": {"jobtitle": title}}
        node.call("PATCH", f"/crm/v3/objects/contacts/{contact}", body)
        self.answered[contact].append(title)
        self.settled.append(contact)

    def finish(self):
        self.is_done.set()
        self.join(60)


class Ledger:
    """What writers were answered, compared with what a receiver was told."""

    def __init__(self, case, writers, receiver):
        self.case = case
        self.receiver = receiver
        self.writers = writers

    def owed(self):
        """Every contact and title whose write was answered."""
        owed = set()
        for writer in self.writers:
            for contact, titles in list(writer.answered.items()):
                owed.add((contact, None))
                owed.update((contact, title) for title in list(titles))
        return owed

    def told(self, is_delivered=True):
        """Every contact and title that the receiver was told, by default only where it said that it was."""
        with self.receiver.changed:
            events = list(self.receiver.events)
        return {
            (event["objectId"], event.get("propertyValue"))
            for outcome, event in events
            if not is_delivered or is_good(outcome)
        }

    def check(self, node, patience=PATIENCE):
        """Nothing owed is missing, nothing told is untrue, ids are stable, first attempts keep each contact's order."""
        owed = self.owed()
        self.case.assertTrue(owed, "the writers wrote something")
        arrived = self.receiver.wait(lambda: not owed - self.told_now(), patience)
        missing = sorted(owed - self.told(), key=str)
        self.case.assertTrue(arrived, f"{len(missing)} of {len(owed)} events are missing: {missing[:10]}")
        self.case.assertEqual(self.receiver.faults, [])
        self.case.assertEqual(self.receiver.strays, 0, "a redirect was followed")
        self.check_ids()
        self.check_order()
        self.check_truth(node)
        return len(owed)

    def told_now(self):
        # The condition's lock is held by whoever waits.
        return {
            (event["objectId"], event.get("propertyValue"))
            for outcome, event in self.receiver.events
            if is_good(outcome)
        }

    def check_ids(self):
        by_id, by_event = {}, {}
        for _, event in self.receiver.events:
            key = tuple(
                event.get(name)
                for name in ("subscriptionId", "objectId", "propertyValue", "occurredAt", "subscriptionType")
            )
            self.case.assertEqual(by_id.setdefault(event["eventId"], key), key, "an id of two events")
            first = by_event.setdefault(key, event["eventId"])
            self.case.assertEqual(first, event["eventId"], f"an event of two ids: {key}")

    def check_order(self):
        seen, newest = set(), {}
        for _, event in self.receiver.events:
            title = event.get("propertyValue")
            if event["attemptNumber"] or title is None or event["eventId"] in seen:
                continue
            seen.add(event["eventId"])
            key = (event["subscriptionId"], event["objectId"])
            self.case.assertGreater(int(title), newest.get(key, -1), f"out of order: {event}")
            newest[key] = int(title)

    def check_truth(self, node):
        """Whatever was told stands in the records' history, so that no event was sent before its commit."""
        told = self.told(is_delivered=False)
        untrue = sorted(told - written(node, {contact for contact, _ in told}), key=str)
        self.case.assertEqual(untrue[:10], [], "told, but never written")


def written(node, contacts):
    """Every contact of these that there is, with none and with each title that it ever had."""
    contacts, known = sorted(contacts), set()
    for start in range(0, len(contacts), 50):
        inputs = [{"id": str(contact)} for contact in contacts[start : start + 50]]
        body = {"inputs": inputs, "properties": [], "propertiesWithHistory": ["jobtitle"]}
        for record in node.call("POST", "/crm/v3/objects/contacts/batch/read", body)["results"]:
            known.add((int(record["id"]), None))
            history = record["propertiesWithHistory"]["jobtitle"]
            known.update((int(record["id"]), version["value"]) for version in history)
    return known


def is_good(outcome):
    """Whether a receiver's answer takes the events."""
    return isinstance(outcome, float) or (isinstance(outcome, int) and 200 <= outcome < 300)
