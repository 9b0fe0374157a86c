"""Owners, and the records that belong to them."""

from hubspot.crm.contacts import SimplePublicObjectInputForCreate

from harness import Case, connect


class Owners(Case):
    def setUp(self):
        client = connect()
        self.owners, self.contacts = client.crm.owners.owners_api, client.crm.contacts.basic_api

    def test_an_account_has_an_owner(self):
        page = self.owners.get_page(limit=1)
        (owner,) = page.results
        self.assertEqual((owner.type, owner.archived), ("PERSON", False))
        self.assertEqual(self.owners.get_by_id(int(owner.id)), owner)
        self.assertEqual(self.owners.get_by_id(owner.user_id, id_property="userId"), owner)
        self.assertEqual(self.owners.get_page(email=owner.email.upper()).results, [owner])
        self.assertEqual(self.owners.get_page(email="nobody@example.com").results, [])
        self.assertEqual(self.refused(404, self.owners.get_by_id, 1)["category"], "OBJECT_NOT_FOUND")

    def test_records_belong_to_owners(self):
        owner = self.owners.get_page(limit=1).results[0].id
        new = SimplePublicObjectInputForCreate(properties={"hubspot_owner_id": owner})
        self.assertEqual(self.contacts.create(new).properties["hs_all_owner_ids"], owner)
        new = SimplePublicObjectInputForCreate(properties={"hubspot_owner_id": "1"})
        (item,) = self.invalid_values(self.refused(400, self.contacts.create, new))
        self.assertEqual((item["name"], item["error"]), ("hubspot_owner_id", "INVALID_OWNER_ID"))
