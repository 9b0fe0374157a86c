"""Who may call, and what every answer carries."""

import dataclasses
import time

import hubspot

from harness import BASE_URL, TOKEN, Case, connect
from kinds import KINDS, Calls

MESSAGE = (
    "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at "
    "https://developers.hubspot.com/docs/methods/auth/oauth-overview"
)


class Access(Case):
    def test_a_token_must_be_known(self):
        for token in ["pat-na1-00000000-0000-0000-0000-000000000000", "nonsense", TOKEN + "x"]:
            client = connect(token)
            contacts = Calls(KINDS[0], client)
            for call in [
                contacts.page,
                lambda: contacts.new({"email": "ada@example.com"}),
                lambda: contacts.read_batch(["1"]),
                lambda: client.crm.properties.core_api.get_all("contacts"),
                lambda: client.crm.properties.groups_api.get_all("contacts"),
            ]:
                self.assertError(self.refused(401, call), MESSAGE, "INVALID_AUTHENTICATION")

    def test_a_token_must_be_given(self):
        client = hubspot.Client.create(host=BASE_URL)
        body = self.refused(401, client.crm.contacts.basic_api.get_page)
        self.assertError(body, MESSAGE, "INVALID_AUTHENTICATION")

    def test_an_unknown_object_type_is_named(self):
        butterflies = Calls(dataclasses.replace(KINDS[0], package="objects", generic="butterflies"))
        for call in [
            butterflies.page,
            lambda: butterflies.new({"name": "x"}),
            lambda: butterflies.read("1"),
            lambda: butterflies.read_batch(["1"]),
        ]:
            self.assertError(self.refused(400, call), "Unable to infer object type from: butterflies")

    def test_answers_carry_the_usual_headers(self):
        _, status, headers = connect().crm.contacts.basic_api.get_page_with_http_info(limit=1)
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "application/json;charset=utf-8")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertRegex(headers["X-HubSpot-Correlation-Id"], r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        for name in ["Max", "Remaining", "Interval-Milliseconds", "Daily", "Daily-Remaining"]:
            self.assertRegex(headers[f"X-HubSpot-RateLimit-{name}"], r"^\d+$")

    def test_free_requests_go_to_the_same_host(self):
        # The SDK's own way to call what it has no method for.
        client = hubspot.Client.create(access_token=TOKEN, base_url=BASE_URL)
        response = client.api_request({"path": "/crm/v3/objects/contacts", "qs": {"limit": 1}})
        self.assertEqual(response.status_code, 200)
        self.assertIn("results", response.json())

    def test_a_rotated_token_works_for_its_grace(self):
        admin = hubspot.Client.create(access_token=TOKEN, base_url=BASE_URL)

        def post(path, body):
            return admin.api_request({"path": f"/_linchpin/v1/apps{path}", "method": "POST", "body": body}).json()

        made = post("", {"name": "Rotated", "scopes": ["crm.objects.contacts.read"]})
        tokens = [made["token"]]
        for grace in [3600, 0]:
            tokens.append(post(f"/{made['id']}/tokens/rotate", {"graceSeconds": grace})["token"])
            if grace:
                for token in tokens:
                    connect(token).crm.contacts.basic_api.get_page(limit=1)
        for token in tokens[:-1]:
            body = self.refused(401, lambda: connect(token).crm.contacts.basic_api.get_page(limit=1))
            self.assertError(body, MESSAGE, "INVALID_AUTHENTICATION")
        connect(tokens[-1]).crm.contacts.basic_api.get_page(limit=1)
        body = self.refused(403, connect(tokens[-1]).crm.companies.basic_api.get_page)
        self.assertEqual(body["category"], "MISSING_SCOPES")

    def test_sensitive_values_ask_for_scopes_of_their_own(self):
        admin = hubspot.Client.create(access_token=TOKEN, base_url=BASE_URL)
        name = f"passport_{time.time_ns()}"

        def read(scopes):
            app = {"name": "Reader", "scopes": ["crm.objects.contacts.read", *scopes]}
            made = admin.api_request({"path": "/_linchpin/v1/apps", "method": "POST", "body": app}).json()
            return connect(made["token"]).crm.contacts.basic_api.get_by_id(contact.id, properties=[name])

        definition = {"name": name, "label": name, "type": "string", "fieldType": "text"}
        definition |= {"groupName": "contactinformation", "dataSensitivity": "sensitive"}
        connect().crm.properties.core_api.create("contacts", definition)
        values = {"properties": {name: "C01X00T47"}, "associations": []}
        contact = connect().crm.contacts.basic_api.create(values)
        self.assertEqual(self.refused(403, lambda: read([]))["category"], "MISSING_SCOPES")
        scope = "crm.objects.contacts.sensitive.read"
        self.assertEqual(read([scope]).properties[name], "C01X00T47")
