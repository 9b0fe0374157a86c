"""Searches of every type: filters, words, orders, pages, and what is refused."""

from hubspot.crm import contacts

from harness import Case, connect, unique
from kinds import Calls, for_each_kind


@for_each_kind()
class Searches(Case):
    def setUp(self):
        self.calls = Calls(self.kind)

    def search(self, *filters, **options):
        models = self.calls.models
        groups = [models.FilterGroup(filters=[models.Filter(**each) for each in filters])] if filters else []
        return self.calls.search(models.PublicObjectSearchRequest(filter_groups=groups, **options))

    def test_a_record_is_found_at_once_and_shows_the_defaults(self):
        record = self.calls.new(self.kind.example())
        page = self.search({"property_name": "hs_object_id", "operator": "EQ", "value": record.id})
        self.assertEqual((page.total, page.paging), (1, None))
        [found] = page.results
        self.assertEqual(found.id, record.id)
        self.assertFalse(found.archived)
        self.assertEqual((found.created_at, found.updated_at), (record.created_at, record.updated_at))
        self.assertEqual(set(found.properties), self.kind.defaults)
        self.assertEqual(list(found.properties), sorted(found.properties))

    def test_properties_that_are_asked_for_come_with_the_dates(self):
        sent = self.kind.example()
        record = self.calls.new(sent)
        page = self.search(
            {"property_name": "hs_object_id", "operator": "IN", "values": [record.id]},
            properties=[*sent, self.kind.blank, "never_heard_of"],
        )
        expected = {**sent, self.kind.blank: None}
        properties = page.results[0].properties
        self.assertEqual({name: properties[name] for name in expected}, expected)
        self.assertEqual(set(properties), set(expected) | self.kind.always)

    def test_a_change_is_found_and_what_was_is_not(self):
        name, value = next(iter(self.kind.change.items()))
        sent = self.kind.example()
        record = self.calls.new(sent)
        this = {"property_name": "hs_object_id", "operator": "EQ", "value": record.id}
        changed = {"property_name": name, "operator": "EQ", "value": value}
        self.assertEqual(self.search(this, changed).total, 0)
        self.calls.change(record.id, self.kind.change)
        self.assertEqual(self.search(this, changed).total, 1)
        self.calls.archive(record.id)
        self.assertEqual(self.search(this).total, 0)

    def test_pages_visit_every_record_once_in_both_orders(self):
        made = [self.calls.new(self.kind.example()).id for _ in range(7)]
        this = {"property_name": "hs_object_id", "operator": "IN", "values": made}
        for direction, expected in [("ASCENDING", made), ("DESCENDING", made[::-1])]:
            sort = {"propertyName": "hs_object_id", "direction": direction}
            seen, after = [], None
            while True:
                page = self.search(this, sorts=[sort], limit=3, after=after)
                self.assertEqual(page.total, 7)
                seen += [record.id for record in page.results]
                if page.paging is None:
                    break
                after = page.paging.next.after
                self.assertEqual(after, str(len(seen)))
                self.assertIsNone(page.paging.next.link)
            self.assertEqual(seen, expected)

    def test_unknown_properties_are_refused(self):
        unknown = {"property_name": "never_heard_of", "operator": "EQ", "value": "x"}
        body = self.refused(400, self.search, unknown)
        errors = [
            {
                "message": 'Property "never_heard_of" does not exist',
                "context": {"propertyName": ["never_heard_of"]},
            }
        ]
        self.assertError(body, "There was a problem with the request.", "VALIDATION_ERROR", errors=errors)
        self.refused(400, self.search, sorts=["never_heard_of"])

    def test_what_an_operator_lacks_is_said(self):
        lacks = {"property_name": "hs_object_id", "operator": "BETWEEN", "value": "1"}
        body = self.refused(400, self.search, lacks)
        self.assertNotIn("category", body)
        start, end = "Invalid input JSON on line 1, column ", "problem: operator BETWEEN requires a highValue"
        self.assertTrue(body["message"].startswith(start) and body["message"].endswith(end), body["message"])

    def test_a_search_has_its_limits(self):
        known = {"property_name": "hs_object_id", "operator": "HAS_PROPERTY"}
        body = self.refused(400, self.search, *[known] * 7)
        self.assertError(body, "too many filters per filterGroup (count: 7, max allowed: 6)", "VALIDATION_ERROR")
        self.refused(400, self.search, limit=201)
        self.refused(400, self.search, after="9999")


class People(Case):
    """What only some types have, or only needs to be seen once."""

    def setUp(self):
        self.api = connect().crm.contacts
        self.word = unique("searched").replace("-", "")
        for first, last, phone in [("Ada", "Lovelace", "+1 555 123 4567"), ("Grace", "Hopper", "555-765-4321")]:
            email = f"{first}@{self.word}.example.com"
            properties = {"email": email, "firstname": first, "lastname": last, "phone": phone, "company": self.word}
            self.api.basic_api.create(contacts.SimplePublicObjectInputForCreate(properties=properties))

    def names(self, **options):
        request = contacts.PublicObjectSearchRequest(**options)
        page = self.api.search_api.do_search(request)
        return [record.properties["firstname"] for record in page.results]

    def test_words_are_found_anywhere(self):
        self.assertEqual(self.names(query=self.word), ["Ada", "Grace"])
        self.assertEqual(self.names(query=f"{self.word} love"), ["Ada"])
        self.assertEqual(self.names(query=f"{self.word} 4321"), ["Grace"])
        self.assertEqual(self.names(query=f"grace@{self.word}.example.com"), ["Grace"])
        self.assertEqual(self.names(query=f"{self.word} byron"), [])

    def test_groups_are_alternatives(self):
        def group(*pairs):
            here = contacts.Filter(property_name="company", operator="EQ", value=self.word)
            more = [contacts.Filter(property_name=name, operator="EQ", value=value) for name, value in pairs]
            return contacts.FilterGroup(filters=[here, *more])

        either = [group(("firstname", "ada")), group(("lastname", "HOPPER"))]
        self.assertEqual(self.names(filter_groups=either), ["Ada", "Grace"])
        self.assertEqual(self.names(filter_groups=[group(("firstname", "ada"), ("lastname", "hopper"))]), [])

    def test_tokens_have_wildcards(self):
        token = contacts.Filter(property_name="email", operator="CONTAINS_TOKEN", value=f"*@{self.word}.example.com")
        groups = [contacts.FilterGroup(filters=[token])]
        self.assertEqual(self.names(filter_groups=groups, sorts=["-firstname"]), ["Grace", "Ada"])
