"""What activities tell of the records that they are about."""

from hubspot.crm.objects import AssociationSpec, PublicAssociationsForObject, PublicObjectId
from hubspot.crm.objects import SimplePublicObjectInput, SimplePublicObjectInputForCreate

from harness import Case, connect, unique

NOTE_TO_CONTACT = 202
CALL_TO_CONTACT = 194


class Activities(Case):
    def setUp(self):
        self.client = connect()
        body = SimplePublicObjectInputForCreate(properties={"email": f"{unique('ada')}@example.com"})
        self.contact = self.client.crm.contacts.basic_api.create(body).id
        self.objects = self.client.crm.objects.basic_api

    def about(self, object_type, association_type, **properties):
        spec = AssociationSpec(association_category="HUBSPOT_DEFINED", association_type_id=association_type)
        to = PublicAssociationsForObject(to=PublicObjectId(id=self.contact), types=[spec])
        body = SimplePublicObjectInputForCreate(properties=properties, associations=[to])
        return self.objects.create(object_type, body).id

    def shown(self, *names):
        record = self.client.crm.contacts.basic_api.get_by_id(self.contact, properties=list(names))
        return [record.properties[name] for name in names]

    def test_the_last_activity_and_their_number_follow(self):
        names = ["num_notes", "num_contacted_notes", "notes_last_updated", "notes_last_contacted"]
        self.about("notes", NOTE_TO_CONTACT, hs_timestamp="2025-02-01T00:00:00Z", hs_note_body="Hello")
        call = self.about("calls", CALL_TO_CONTACT, hs_timestamp="2025-01-01T00:00:00Z")
        self.assertEqual(self.shown(*names), ["2", "1", "2025-02-01T00:00:00Z", "2025-01-01T00:00:00Z"])
        later = SimplePublicObjectInput(properties={"hs_timestamp": "2025-03-01T00:00:00Z"})
        self.objects.update("calls", call, later)
        self.assertEqual(self.shown(*names), ["2", "1", "2025-03-01T00:00:00Z", "2025-03-01T00:00:00Z"])
        self.objects.archive("calls", call)
        self.assertEqual(self.shown(*names[:3]), ["1", "0", "2025-02-01T00:00:00Z"])

    def test_the_next_activity_is_still_to_come(self):
        names = ["notes_next_activity_date", "hs_notes_next_activity_type", "notes_last_updated"]
        call = self.about("calls", CALL_TO_CONTACT, hs_timestamp="2999-01-01T00:00:00Z")
        self.assertEqual(self.shown(*names), ["2999-01-01T00:00:00Z", "CALL", None])
        self.client.crm.associations.v4.basic_api.archive("calls", call, "contacts", self.contact)
        self.assertEqual(self.shown(names[0]), [""])
