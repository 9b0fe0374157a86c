"""What each type of property takes, and how it refuses the rest."""

from hubspot.crm.properties import OptionInput, PropertyCreate

from harness import Case, connect, unique
from kinds import GROUP, KINDS, Calls, have_key

KIND = {kind.name: kind for kind in KINDS}


class Values(Case):
    def refusal(self, kind, properties):
        """The one item of the refusal of a create."""
        calls = Calls(KIND[kind])
        body = self.refused(400, calls.new, {**KIND[kind].example(), **properties})
        [item] = self.invalid_values(body)
        return item

    def kept(self, kind, name, value):
        """What a value reads as after it was written."""
        calls = Calls(KIND[kind])
        record = calls.new({**KIND[kind].example(), name: value})
        return calls.read(record.id, properties=[name]).properties[name]

    def test_an_option_must_be_one_of_the_propertys(self):
        item = self.refusal("contacts", {"lifecyclestage": "nonsense"})
        self.assertEqual((item["error"], item["name"]), ("INVALID_OPTION", "lifecyclestage"))
        self.assertEqual(item["propertyValue"], "nonsense")
        self.assertTrue(item["message"].startswith("nonsense was not one of the allowed options: ["), item["message"])

    def test_a_stage_must_be_one_of_its_pipelines(self):
        item = self.refusal("deals", {"dealstage": "nonsense"})
        self.assertEqual((item["error"], item["name"]), ("INVALID_OPTION", "dealstage"))

    def test_an_email_must_be_one(self):
        for email in ["nonsense", "ada@nowhere.test"]:
            item = self.refusal("contacts", {"email": email})
            self.assertEqual((item["error"], item["name"]), ("INVALID_EMAIL", "email"))
            self.assertEqual(item["message"], f"Email address {email} is invalid")

    def test_a_number_must_be_one(self):
        item = self.refusal("deals", {"amount": "plenty"})
        self.assertEqual((item["name"], item["propertyValue"]), ("amount", "plenty"))
        self.assertIn(item["error"], {"INVALID_INTEGER", "INVALID_NUMBER", "INVALID_DOUBLE"})

    def test_a_moment_must_be_one(self):
        item = self.refusal("deals", {"closedate": "soon"})
        self.assertEqual((item["error"], item["message"]), ("INVALID_LONG", "soon was not a valid long."))

    def test_a_date_must_be_at_midnight(self):
        item = self.refusal("quotes", {"hs_expiration_date": "1700000000000"})
        self.assertEqual(item["error"], "INVALID_DATE")
        self.assertEqual(item["message"], "1700000000000 is at 22:13:20.0 UTC, not midnight!")

    def test_values_read_back_in_one_form(self):
        for kind, name, sent, kept in [
            ("deals", "closedate", "1704067199000", "2023-12-31T23:59:59Z"),
            ("deals", "closedate", "2024-01-01T01:02:03.456+01:00", "2024-01-01T00:02:03.456Z"),
            ("quotes", "hs_expiration_date", "1893456000000", "2030-01-01"),
            ("quotes", "hs_expiration_date", "2030-01-01", "2030-01-01"),
            ("products", "price", "10.50", None),
            ("companies", "description", "Zoë 工場 🏭\nline two", "Zoë 工場 🏭\nline two"),
        ]:
            read = self.kept(kind, name, sent)
            if kept is None:
                # The number must be the same; how many zeros it ends with is not settled.
                self.assertEqual(float(read), float(sent))
            else:
                self.assertEqual(read, kept, f"{kind}.{name} {sent}")

    def test_numbers_of_json_are_kept_as_text(self):
        for kind, name in [("deals", "amount"), ("products", "price"), ("companies", "numberofemployees")]:
            self.assertEqual(self.kept(kind, name, 10000), "10000", f"{kind}.{name}")

    def test_a_leading_semicolon_adds_to_a_selection(self):
        have_key("contacts")
        name = unique("colors").replace("-", "_")
        options = [OptionInput(label=color, value=color, hidden=False) for color in ["red", "green", "blue"]]
        parts = {"type": "enumeration", "field_type": "checkbox", "options": options}
        definition = PropertyCreate(name=name, label="Colors", group_name=GROUP, **parts)
        connect().crm.properties.core_api.create("contacts", definition)
        calls = Calls(KIND["contacts"])
        record = calls.new({**KIND["contacts"].example(), name: "red;green"})
        calls.change(record.id, {name: ";blue"})
        self.assertEqual(calls.read(record.id, properties=[name]).properties[name], "red;green;blue")

    def test_what_a_type_requires_is_told(self):
        body = self.refused(400, Calls(KIND["tickets"]).new, {"subject": "No stage"})
        self.assertError(
            body,
            "Error creating TICKET. Some required properties were not set.",
            "VALIDATION_ERROR",
            context={"properties": ["hs_pipeline_stage"]},
        )

    def test_an_email_belongs_to_one_contact(self):
        calls, example = Calls(KIND["contacts"]), KIND["contacts"].example()
        record = calls.new(example)
        for email in [example["email"], example["email"].upper()]:
            self.assertError(
                self.refused(409, calls.new, {"email": email}),
                f"Contact already exists. Existing ID: {record.id}",
                "CONFLICT",
            )

    def test_a_contact_is_read_and_updated_by_its_email(self):
        calls, example = Calls(KIND["contacts"]), KIND["contacts"].example()
        record = calls.new(example)
        self.assertEqual(calls.read(example["email"], id_property="email").id, record.id)
        self.assertEqual(calls.change(example["email"], {"phone": "1"}, id_property="email").id, record.id)

    def test_a_new_contact_is_a_lead_of_its_email_domain(self):
        record = Calls(KIND["contacts"]).new(KIND["contacts"].example())
        expected = {
            "hs_all_contact_vids": record.id,
            "hs_email_domain": "example.com",
            "hs_is_contact": "true",
            "hs_is_unworked": "true",
            "hs_object_source": "INTEGRATION",
            "hs_object_source_label": "INTEGRATION",
            "hs_pipeline": "contacts-lifecycle-pipeline",
            "lifecyclestage": "lead",
        }
        self.assertEqual({name: record.properties.get(name) for name in expected}, expected)

    def test_a_company_gets_its_website_from_its_domain(self):
        example = KIND["companies"].example()
        record = Calls(KIND["companies"]).new(example)
        self.assertEqual(record.properties["website"], example["domain"])

    def test_a_tickets_pipeline_follows_from_its_stage(self):
        record = Calls(KIND["tickets"]).new({"subject": unique("Broken"), "hs_pipeline_stage": "1"})
        self.assertEqual(record.properties["hs_pipeline"], "0")
