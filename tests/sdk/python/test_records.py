"""Single records of every type: create, read, list, update, archive."""

import urllib.parse
from datetime import datetime

from harness import ACCOUNT_ID, BASE_URL, NO_SUCH_ID, Case, unique
from kinds import KEY, Calls, for_each_kind, have_key


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@for_each_kind()
class Records(Case):
    def setUp(self):
        self.calls = Calls(self.kind)

    def test_create_answers_the_record(self):
        sent = self.kind.example()
        model = self.calls.models.SimplePublicObjectInputForCreate(properties=sent)
        record, status, headers = self.calls.create(model)
        self.assertEqual(status, 201)
        self.assertIn(record.id, headers["Location"])
        self.assertTrue(0 < int(record.id) < 2**53)
        self.assertFalse(record.archived)
        self.assertEqual({name: record.properties[name] for name in sent}, sent)
        self.assertEqual(record.properties["hs_object_id"], record.id)
        self.assertEqual(moment(record.properties[self.kind.created]), record.created_at)
        self.assertEqual(moment(record.properties[self.kind.modified]), record.updated_at)
        self.assertEqual(list(record.properties), sorted(record.properties))

    def test_read_returns_the_defaults_of_the_type(self):
        record = self.calls.read(self.calls.new(self.kind.example()).id)
        self.assertEqual(set(record.properties), self.kind.defaults)

    def test_read_returns_what_is_asked_for_and_the_dates(self):
        sent = self.kind.example()
        new = self.calls.new(sent)
        record = self.calls.read(new.id, properties=[*sent, self.kind.blank, "never_heard_of"])
        expected = {**sent, self.kind.blank: None}
        self.assertEqual({name: record.properties[name] for name in expected}, expected)
        self.assertEqual(set(record.properties), set(expected) | self.kind.always)
        self.assertEqual(record.created_at, new.created_at)

    def test_read_with_history_is_newest_first(self):
        name, new_value = next(iter(self.kind.change.items()))
        sent = {name: new_value, **self.kind.example()}
        record = self.calls.new(sent)
        if sent[name] != new_value:
            self.calls.change(record.id, {name: new_value})
        read = self.calls.read(record.id, properties_with_history=[name])
        versions = read.properties_with_history[name]
        expected = [new_value] if sent[name] == new_value else [new_value, sent[name]]
        self.assertEqual([version.value for version in versions], expected)
        self.assertEqual({version.source_type for version in versions}, {"INTEGRATION"})
        self.assertEqual(read.properties[name], new_value)

    def test_update_echoes_the_change_and_later_reads_agree(self):
        sent = self.kind.example()
        record = self.calls.new(sent)
        updated = self.calls.change(record.id, self.kind.change)
        self.assertEqual(updated.id, record.id)
        self.assertEqual({name: updated.properties[name] for name in self.kind.change}, self.kind.change)
        self.assertIn(self.kind.modified, updated.properties)
        self.assertGreaterEqual(updated.updated_at, record.updated_at)
        self.assertEqual(updated.created_at, record.created_at)

        expected = {**sent, **self.kind.change}
        read = self.calls.read(record.id, properties=list(expected))
        self.assertEqual({name: read.properties[name] for name in expected}, expected)

    def test_an_empty_text_clears_a_value_and_reads_as_such(self):
        name = next(iter(self.kind.change))
        record = self.calls.new({**self.kind.example(), **self.kind.change})
        self.calls.change(record.id, {name: ""})
        self.assertEqual(self.calls.read(record.id, properties=[name]).properties[name], "")

    def test_records_are_found_by_a_unique_property(self):
        have_key(self.kind.name)
        key = unique("key")
        record = self.calls.new({**self.kind.example(), KEY: key})
        self.assertEqual(self.calls.read(key, id_property=KEY).id, record.id)
        self.assertEqual(self.calls.change(key, self.kind.change, id_property=KEY).id, record.id)

    def test_pages_follow_each_other_by_id(self):
        new = [self.calls.new(self.kind.example()).id for _ in range(3)]
        names = [self.kind.blank, self.kind.created]
        first = self.calls.page(limit=2, after=new[0], properties=names)
        self.assertEqual([record.id for record in first.results], new[:2])
        after = first.paging.next.after
        self.assertEqual(after, str(int(new[1]) + 1))
        link = urllib.parse.urlsplit(first.paging.next.link)
        self.assertEqual(f"{link.scheme}://{link.netloc}", BASE_URL)
        self.assertEqual(urllib.parse.parse_qs(link.query)["after"], [after])
        second = self.calls.page(limit=2, after=after)
        self.assertEqual(second.results[0].id, new[2])

    def test_a_page_is_of_ten_records_and_at_most_a_hundred(self):
        for _ in range(11):
            self.calls.new(self.kind.example())
        self.assertEqual(len(self.calls.page().results), 10)
        body = self.refused(400, self.calls.page, limit=101)
        self.assertEqual(body["category"], "VALIDATION_ERROR")

    def test_get_all_visits_every_record_once(self):
        new = {self.calls.new(self.kind.example()).id for _ in range(3)}
        ids = [int(record.id) for record in self.calls.all()]
        self.assertEqual(ids, sorted(set(ids)))
        self.assertLessEqual({int(each) for each in new}, set(ids))

    def test_archived_records_are_hidden_unless_asked_for(self):
        record = self.calls.new(self.kind.example())
        _, status, _ = self.calls.archive(record.id)
        self.assertEqual(status, 204)
        self.refused(404, self.calls.read, record.id)
        self.refused(404, self.calls.change, record.id, self.kind.change)
        self.assertNotIn(record.id, [each.id for each in self.calls.page(after=record.id, limit=100).results])

        read = self.calls.read(record.id, archived=True)
        self.assertTrue(read.archived)
        self.assertGreaterEqual(read.archived_at, record.created_at)
        self.assertIn(record.id, [each.id for each in self.calls.page(archived=True, limit=100).results])

    def test_archive_may_be_repeated(self):
        record = self.calls.new(self.kind.example())
        self.assertEqual(self.calls.archive(record.id)[1], 204)
        self.assertEqual(self.calls.archive(record.id)[1], 204)

    def test_an_unknown_id_is_not_found(self):
        for call in [
            lambda: self.calls.read(NO_SUCH_ID),
            lambda: self.calls.change(NO_SUCH_ID, self.kind.change),
        ]:
            self.assertError(self.refused(404, call), "resource not found")

    def test_an_id_that_is_no_number_is_not_found(self):
        self.assertError(
            self.refused(404, self.calls.read, "abc"),
            "Object not found.  objectId are usually numeric.",
            "OBJECT_NOT_FOUND",
            context={"id": ["abc"]},
        )

    def test_an_unknown_property_is_refused(self):
        message = 'Property "never_heard_of" does not exist'
        for call in [
            lambda: self.calls.new({**self.kind.example(), "never_heard_of": "x"}),
            lambda: self.calls.change(self.calls.new(self.kind.example()).id, {"never_heard_of": "x"}),
        ]:
            [item] = self.invalid_values(self.refused(400, call))
            self.assertEqual((item["error"], item["message"]), ("PROPERTY_DOESNT_EXIST", message))
            self.assertEqual((item["name"], item["portalId"]), ("never_heard_of", ACCOUNT_ID))

    def test_a_read_only_property_is_refused(self):
        body = self.refused(400, self.calls.new, {**self.kind.example(), "hs_object_id": "1"})
        [item] = self.invalid_values(body)
        self.assertEqual(item["error"], "READ_ONLY_VALUE")
        self.assertEqual(item["message"], '"hs_object_id" is a read only property; its value cannot be set.')

    def test_all_bad_properties_are_told_at_once(self):
        body = self.refused(400, self.calls.new, {**self.kind.example(), "nothing_a": "x", "nothing_b": "y"})
        self.assertEqual({item["name"] for item in self.invalid_values(body)}, {"nothing_a", "nothing_b"})

    def test_an_update_of_nothing_is_refused(self):
        record = self.calls.new(self.kind.example())
        self.assertError(
            self.refused(400, self.calls.change, record.id, {}),
            "No properties found to update, please provide at least one.",
            "VALIDATION_ERROR",
            context={"properties": ["{}"]},
        )

    def test_a_unique_value_belongs_to_one_record(self):
        have_key(self.kind.name)
        key = unique("key")
        first = self.calls.new({**self.kind.example(), KEY: key})
        second = self.calls.new(self.kind.example())
        body = self.refused(400, self.calls.change, second.id, {KEY: key})
        self.assertEqual(body["category"], "VALIDATION_ERROR")
        # Clients read the ids out of this sentence.
        self.assertEqual(
            body["message"],
            f"Cannot set PropertyValueCoordinates{{portalId={ACCOUNT_ID}, "
            f"objectTypeId=ObjectTypeId{{legacyObjectType={self.kind.singular}}}, "
            f"propertyName={KEY}, value={key}}} on {second.id}. {first.id} already has that value.",
        )
