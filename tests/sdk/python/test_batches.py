"""Many records of every type in one call, and what happens when some of them are wrong."""

import json

from harness import NO_SUCH_ID, Case, unique
from kinds import KEY, KINDS, Calls, for_each_kind, have_key


@for_each_kind()
class Batches(Case):
    def setUp(self):
        self.calls = Calls(self.kind)

    def create(self, number):
        batch, _, _ = self.calls.new_batch([{"properties": self.kind.example()} for _ in range(number)])
        return [record.id for record in batch.results]

    def assertMissing(self, batch, ids):
        """The one error of a 207 that names records which do not exist."""
        self.assertEqual(batch.num_errors, 1)
        [error] = batch.errors
        self.assertEqual((error.status, error.category), ("error", "OBJECT_NOT_FOUND"))
        self.assertEqual(
            error.message,
            f"Could not get some {self.kind.singular} objects, they may be deleted or not exist. "
            "Check that ids are valid.",
        )
        self.assertEqual(error.context, {"ids": ids})

    def test_create_answers_every_record(self):
        sent = [self.kind.example() for _ in range(5)]
        batch, status, _ = self.calls.new_batch([{"properties": each} for each in sent])
        self.assertEqual((status, batch.status), (201, "COMPLETE"))
        self.assertLessEqual(batch.started_at, batch.completed_at)
        # The order of results is not that of inputs, and no client may count on it.
        got = [{name: record.properties[name] for name in sent[0]} for record in batch.results]
        self.assertCountEqual(got, sent)
        self.assertEqual(len({record.id for record in batch.results}), 5)

    def test_a_hundred_records_go_through_one_call(self):
        ids = self.create(100)
        batch, status, _ = self.calls.read_batch(ids)
        self.assertEqual(status, 200)
        self.assertCountEqual([record.id for record in batch.results], ids)

    def test_a_hundred_and_one_are_too_many(self):
        too_many = [{"properties": self.kind.example()} for _ in range(101)]
        for call in [
            lambda: self.calls.new_batch(too_many),
            lambda: self.calls.read_batch([str(number) for number in range(1, 102)]),
        ]:
            self.assertEqual(self.refused(400, call)["category"], "VALIDATION_ERROR")

    def test_read_returns_what_is_asked_for(self):
        ids = self.create(3)
        batch, status, _ = self.calls.read_batch(ids, properties=[self.kind.blank])
        self.assertEqual((status, batch.status), (200, "COMPLETE"))
        self.assertCountEqual([record.id for record in batch.results], ids)
        for record in batch.results:
            self.assertEqual(set(record.properties), self.kind.always | {self.kind.blank})

    def test_read_with_history(self):
        name, value = next(iter(self.kind.change.items()))
        [record_id] = self.create(1)
        self.calls.change(record_id, {name: value})
        batch, _, _ = self.calls.read_batch([record_id], history=[name])
        self.assertEqual(batch.results[0].properties_with_history[name][0].value, value)

    def test_histories_of_51_records_are_too_many(self):
        ids = [str(number) for number in range(1, 52)]
        body = self.refused(400, self.calls.read_batch, ids, history=[self.kind.blank])
        self.assertEqual(body["category"], "VALIDATION_ERROR")
        self.assertEqual(
            body["message"],
            "The maximum number of inputs supported in a batch request for property histories is 50. "
            "Please reduce the number of items and try again",
        )

    def test_read_by_a_unique_property(self):
        have_key(self.kind.name)
        keys = [unique("key"), unique("key")]
        self.calls.new_batch([{"properties": {**self.kind.example(), KEY: key}} for key in keys])
        batch, status, _ = self.calls.read_batch(keys, properties=[KEY], id_property=KEY)
        self.assertEqual(status, 200)
        self.assertCountEqual([record.properties[KEY] for record in batch.results], keys)

    def test_read_answers_207_when_some_are_missing(self):
        ids = self.create(2)
        batch, status, _ = self.calls.read_batch([*ids, NO_SUCH_ID])
        self.assertEqual((status, batch.status), (207, "COMPLETE"))
        self.assertCountEqual([record.id for record in batch.results], ids)
        self.assertMissing(batch, [NO_SUCH_ID])

    def test_update_changes_every_record(self):
        ids = self.create(3)
        batch, status, _ = self.calls.change_batch([{"id": each, "properties": self.kind.change} for each in ids])
        self.assertEqual((status, batch.status), (200, "COMPLETE"))
        self.assertCountEqual([record.id for record in batch.results], ids)
        read, _, _ = self.calls.read_batch(ids, properties=list(self.kind.change))
        for record in read.results:
            self.assertEqual({name: record.properties[name] for name in self.kind.change}, self.kind.change)

    def test_update_answers_207_when_some_are_missing(self):
        [record_id] = self.create(1)
        inputs = [{"id": each, "properties": self.kind.change} for each in [record_id, NO_SUCH_ID]]
        batch, status, _ = self.calls.change_batch(inputs)
        self.assertEqual((status, batch.status), (207, "COMPLETE"))
        self.assertEqual([record.id for record in batch.results], [record_id])
        self.assertMissing(batch, [NO_SUCH_ID])

    def test_update_refuses_an_id_twice(self):
        [record_id] = self.create(1)
        inputs = [{"id": record_id, "properties": self.kind.change}] * 2
        self.assertError(
            self.refused(400, self.calls.change_batch, inputs),
            f"Duplicate IDs found in batch input: [{record_id}]. IDs must be unique",
            "VALIDATION_ERROR",
            context={"ids": [record_id]},
        )

    def test_upsert_creates_and_updates(self):
        have_key(self.kind.name)
        old, new = unique("key"), unique("key")
        existing = self.calls.new({**self.kind.example(), KEY: old})
        inputs = [{"id": key, "id_property": KEY, "properties": self.kind.example()} for key in [old, new]]
        batch, status, _ = self.calls.upsert_batch(inputs)
        self.assertEqual((status, batch.status), (200, "COMPLETE"))
        fate = {record.id: record.new for record in batch.results}
        self.assertIs(fate.pop(existing.id), False)
        self.assertEqual(list(fate.values()), [True])
        self.assertEqual(self.calls.read(new, id_property=KEY, properties=[KEY]).properties[KEY], new)

    def test_upsert_needs_a_unique_property(self):
        inputs = [{"id": "x", "id_property": self.kind.blank, "properties": self.kind.example()}]
        body = self.refused(400, self.calls.upsert_batch, inputs)
        self.assertIn(
            f"Unable to perform update/upsert by non-unique {self.kind.type_id} property {self.kind.blank}",
            body["message"],
        )

    def test_one_bad_property_refuses_the_whole_batch(self):
        have_key(self.kind.name)
        key = unique("key")
        good = {**self.kind.example(), KEY: key}
        bad = {**self.kind.example(), "never_heard_of": "x"}
        body = self.refused(400, self.calls.new_batch, [{"properties": good}, {"properties": bad}])
        [item] = self.invalid_values(body)
        self.assertEqual(item["error"], "PROPERTY_DOESNT_EXIST")
        self.refused(404, self.calls.read, key, id_property=KEY)

    def test_archive_ignores_what_is_missing(self):
        ids = self.create(2)
        _, status, _ = self.calls.remove_batch([*ids, NO_SUCH_ID])
        self.assertEqual(status, 204)
        batch, status, _ = self.calls.read_batch(ids)
        self.assertEqual((status, batch.results), (207, []))
        self.assertEqual(self.calls.remove_batch(ids)[1], 204)


class ContactBatches(Case):
    """What only contacts do: their email is unique without anyone asking."""

    def setUp(self):
        self.kind = KINDS[0]
        self.calls = Calls(self.kind)

    def test_read_by_email(self):
        sent = [self.kind.example() for _ in range(2)]
        self.calls.new_batch([{"properties": each} for each in sent])
        emails = [each["email"] for each in sent]
        batch, status, _ = self.calls.read_batch(emails, properties=["email"], id_property="email")
        self.assertEqual(status, 200)
        self.assertCountEqual([record.properties["email"] for record in batch.results], emails)

    def test_a_taken_email_refuses_the_whole_batch(self):
        taken, free = self.kind.example(), self.kind.example()
        self.calls.new(taken)
        body = self.refused(409, self.calls.new_batch, [{"properties": free}, {"properties": taken}])
        self.assertEqual(body["category"], "CONFLICT")
        self.assertTrue(body["message"].startswith("Contact already exists"), body["message"])
        self.refused(404, self.calls.read, free["email"], id_property="email")

    def test_trace_ids_let_the_good_ones_through(self):
        taken, free = self.kind.example(), self.kind.example()
        existing = self.calls.new(taken)
        batch, status, _ = self.calls.new_batch(
            [
                {"properties": taken, "object_write_trace_id": "first"},
                {"properties": free, "object_write_trace_id": "second"},
            ]
        )
        self.assertEqual((status, batch.status, batch.num_errors), (207, "COMPLETE", 1))
        self.assertEqual([record.properties["email"] for record in batch.results], [free["email"]])
        [error] = batch.errors
        self.assertEqual((error.status, error.category), ("error", "CONFLICT"))
        self.assertEqual(error.message, f"Contact already exists. Existing ID: {existing.id}")
        self.assertEqual(error.context, {"objectWriteTraceId": ["first"], "existingId": [existing.id]})

    def test_upsert_by_email(self):
        known, unknown = self.kind.example(), self.kind.example()
        existing = self.calls.new(known)
        inputs = [
            {"id": each["email"], "id_property": "email", "properties": {"lastname": "Byron"}}
            for each in [known, unknown]
        ]
        batch, status, _ = self.calls.upsert_batch(inputs)
        self.assertEqual(status, 200)
        fate = {record.id: record.new for record in batch.results}
        self.assertIs(fate.pop(existing.id), False)
        self.assertEqual(list(fate.values()), [True])
        self.assertEqual(
            self.calls.read(unknown["email"], id_property="email", properties=["lastname"]).properties["lastname"],
            "Byron",
        )

    def test_company_domains_are_no_ids(self):
        companies = Calls(KINDS[1])
        inputs = [{"id": "example.com", "id_property": "domain", "properties": {"name": "Example"}}]
        body = self.refused(400, companies.upsert_batch, inputs)
        self.assertIn("Unable to perform update/upsert by non-unique 0-2 property domain", json.dumps(body))
