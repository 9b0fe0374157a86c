"""Records that become one or are deleted for privacy, by every call that the SDK has for it."""

from harness import NO_SUCH_ID, Case, connect
from kinds import KINDS, Calls, for_each_kind

# The types whose clients can merge.
MERGING = [kind for kind in KINDS if kind.name in ("contacts", "companies", "deals", "tickets")]


@for_each_kind(MERGING)
class Merge(Case):
    """Two records become one."""

    def merge(self, primary, other):
        """Merges two records."""
        wanted = Calls(self.kind).models.PublicMergeInput(primary_object_id=primary, object_id_to_merge=other)
        return getattr(connect().crm, self.kind.name).basic_api.merge(wanted)

    def test_both_ids_lead_to_the_new_record(self):
        calls = Calls(self.kind)
        primary, other = calls.new(self.kind.example()).id, calls.new(self.kind.example()).id
        calls.change(other, self.kind.change)
        merged = self.merge(primary, other)
        self.assertNotIn(merged.id, (primary, other))
        self.assertEqual(merged.properties["hs_merged_object_ids"], f"{primary};{other}")
        for record_id in (primary, other, merged.id):
            read = calls.read(record_id, properties=["hs_merged_object_ids"])
            self.assertEqual(read.id, merged.id)
            self.assertEqual(calls.change(record_id, self.kind.change).id, merged.id)

    def test_what_does_not_exist_cannot_be_merged(self):
        primary = Calls(self.kind).new(self.kind.example()).id
        body = self.refused(404, self.merge, primary, NO_SUCH_ID)
        message = f"No {self.kind.singular.lower()} with ID {NO_SUCH_ID} exists"
        self.assertError(body, message, "OBJECT_NOT_FOUND", context={"id": [NO_SUCH_ID]})
        body = self.refused(400, self.merge, primary, primary)
        self.assertEqual(body["category"], "VALIDATION_ERROR")


class MergedContact(Case):
    """A contact has the addresses of all that it was merged from."""

    def test_it_is_found_by_every_address(self):
        calls = Calls(KINDS[0])
        new = [calls.new(KINDS[0].example()) for _ in range(2)]
        wanted = calls.models.PublicMergeInput(primary_object_id=new[0].id, object_id_to_merge=new[1].id)
        merged = connect().crm.contacts.basic_api.merge(wanted)
        for record in new:
            address = record.properties["email"]
            self.assertEqual(calls.read(address, id_property="email").id, merged.id)


class Purge(Case):
    """A contact is deleted for privacy, and its address is blocked."""

    def purge(self, object_id, id_property=None):
        """Deletes a contact."""
        wanted = Calls(KINDS[0]).models.PublicGdprDeleteInput(object_id=object_id, id_property=id_property)
        connect().crm.contacts.basic_api.purge(wanted)

    def test_a_deleted_contact_is_gone_and_its_address_blocked(self):
        calls = Calls(KINDS[0])
        for id_property in (None, "email"):
            record = calls.new(KINDS[0].example())
            address = record.properties["email"]
            self.purge(address if id_property else record.id, id_property)
            self.refused(404, calls.read, record.id, archived=True)
            (item,) = self.invalid_values(self.refused(400, calls.new, {"email": address}))
            self.assertEqual((item["name"], item["message"]), ("email", "email has been GDPR blacklisted"))

    def test_an_unknown_contact_cannot_be_deleted(self):
        body = self.refused(404, self.purge, NO_SUCH_ID)
        self.assertEqual(body["category"], "OBJECT_NOT_FOUND")
