"""Associations and their labels, by every call that the SDK has for them."""

from hubspot.crm import associations as v3
from hubspot.crm.associations import v4
from hubspot.crm.associations.v4 import schema
from hubspot.crm.contacts import PublicAssociationsForObject, PublicObjectId, SimplePublicObjectInputForCreate
from hubspot.crm.contacts import AssociationSpec as ContactSpec

from harness import NO_SUCH_ID, Case, connect, unique

PRIMARY = 1
UNLABELED = 279


def spec(number, category="HUBSPOT_DEFINED"):
    return v4.AssociationSpec(association_category=category, association_type_id=number)


def new_contact(client, **options):
    properties = {"email": f"{unique('ada')}@example.com"}
    body = SimplePublicObjectInputForCreate(properties=properties, **options)
    return client.crm.contacts.basic_api.create(simple_public_object_input_for_create=body).id


def new_company(client):
    body = {"properties": {"name": unique("Analytical Engines")}}
    return client.crm.companies.basic_api.create(simple_public_object_input_for_create=body).id


class Version4(Case):
    def setUp(self):
        self.client = connect()
        self.basic = self.client.crm.associations.v4.basic_api
        self.batch = self.client.crm.associations.v4.batch_api
        self.contact, self.company = new_contact(self.client), new_company(self.client)

    def types(self, contact=None):
        page = self.basic.get_page("contacts", contact or self.contact, "companies")
        return {str(row.to_object_id): [spec.type_id for spec in row.association_types] for row in page.results}

    def test_one_pair_is_associated_labelled_and_archived(self):
        done = self.basic.create("contacts", self.contact, "companies", self.company, [spec(UNLABELED)])
        self.assertEqual((str(done.from_object_id), done.to_object_type_id, done.labels), (self.contact, "0-2", []))
        self.assertEqual(self.types(), {self.company: [PRIMARY, UNLABELED]})
        done = self.basic.create_default("contacts", self.contact, "companies", self.company)
        self.assertEqual([row.association_spec.association_type_id for row in done.results], [UNLABELED, 280])
        self.basic.archive("contacts", self.contact, "companies", self.company)
        self.assertEqual(self.types(), {})

    def test_batches_create_read_and_archive(self):
        other = new_company(self.client)
        inputs = [
            v4.PublicAssociationMultiPost(
                types=[spec(number)], _from=v4.PublicObjectId(id=self.contact), to=v4.PublicObjectId(id=to)
            )
            for number, to in [(UNLABELED, self.company), (PRIMARY, other)]
        ]
        done = self.batch.create("contacts", "companies", v4.BatchInputPublicAssociationMultiPost(inputs=inputs))
        self.assertEqual([row.labels for row in done.results], [[], ["Primary"]])
        self.assertEqual(self.types(), {self.company: [UNLABELED], other: [PRIMARY, UNLABELED]})

        wanted = [v4.PublicFetchAssociationsBatchRequest(id=id) for id in [self.contact, NO_SUCH_ID]]
        body = v4.BatchInputPublicFetchAssociationsBatchRequest(inputs=wanted)
        found, status, _ = self.batch.get_page_with_http_info("contacts", "companies", body)
        self.assertEqual((status, len(found.results), found.num_errors), (207, 1, 1))
        self.assertEqual(found.errors[0].message, f"No company is associated with contact {NO_SUCH_ID}.")

        labels = v4.BatchInputPublicAssociationMultiPost(inputs=inputs[1:])
        self.batch.archive_labels("contacts", "companies", labels)
        self.assertEqual(self.types()[other], [UNLABELED])
        one = v4.PublicAssociationMultiArchive(
            _from=v4.PublicObjectId(id=self.contact), to=[v4.PublicObjectId(id=other)]
        )
        self.batch.archive("contacts", "companies", v4.BatchInputPublicAssociationMultiArchive(inputs=[one]))
        self.assertEqual(list(self.types()), [self.company])

    def test_a_batch_associates_without_labels(self):
        pair = v4.PublicDefaultAssociationMultiPost(
            _from=v4.PublicObjectId(id=self.company), to=v4.PublicObjectId(id=self.contact)
        )
        body = v4.BatchInputPublicDefaultAssociationMultiPost(inputs=[pair])
        done = self.batch.create_default("companies", "contacts", body)
        self.assertEqual([row.association_spec.association_type_id for row in done.results], [280, UNLABELED])
        self.assertEqual(self.types(), {self.company: [PRIMARY, UNLABELED]})

    def test_labels_are_defined_used_and_deleted(self):
        definitions = self.client.crm.associations.v4.schema.definitions_api
        name = unique("employment").replace("-", "_")
        body = schema.PublicAssociationDefinitionCreateRequest(name=name, label="Employer", inverse_label="Employee")
        created = definitions.create("contacts", "companies", body)
        self.assertEqual([row.label for row in created.results], ["Employer", "Employee"])
        number = created.results[0].type_id
        self.basic.create("contacts", self.contact, "companies", self.company, [spec(number, "USER_DEFINED")])
        self.assertEqual(self.types()[self.company], [PRIMARY, number, UNLABELED])
        body = self.refused(400, definitions.remove, "contacts", "companies", number)
        self.assertEqual(body["category"], "VALIDATION_ERROR")
        change = schema.PublicAssociationDefinitionUpdateRequest(association_type_id=number, label="Boss")
        definitions.update("contacts", "companies", change)
        labels = {row.type_id: row.label for row in definitions.get_all("contacts", "companies").results}
        self.assertEqual((labels[number], labels[UNLABELED]), ("Boss", None))
        self.basic.archive("contacts", self.contact, "companies", self.company)
        definitions.remove("contacts", "companies", number)

    def test_limits_are_set_read_and_taken_away(self):
        limits = self.client.crm.associations.v4.schema.definition_configurations_api
        pair = ("tickets", "deals")
        new = schema.PublicAssociationDefinitionConfigurationCreateRequest(
            category="HUBSPOT_DEFINED", type_id=28, max_to_object_ids=7
        )
        body = schema.BatchInputPublicAssociationDefinitionConfigurationCreateRequest(inputs=[new])
        created = limits.batch_create(*pair, body)
        self.assertEqual([row.user_enforced_max_to_object_ids for row in created.results], [7])
        self.assertIn(28, [row.type_id for row in limits.get_all().results])
        change = schema.PublicAssociationDefinitionConfigurationUpdateRequest(
            category="HUBSPOT_DEFINED", type_id=28, max_to_object_ids=8
        )
        body = schema.BatchInputPublicAssociationDefinitionConfigurationUpdateRequest(inputs=[change])
        limits.batch_update(*pair, body)
        rows = limits.get_all_between_two_object_types(*pair).results
        self.assertEqual([row.user_enforced_max_to_object_ids for row in rows], [8])
        gone = schema.PublicAssociationSpec(category="HUBSPOT_DEFINED", type_id=28)
        limits.batch_remove(*pair, schema.BatchInputPublicAssociationSpec(inputs=[gone]))
        self.assertEqual(limits.get_all_between_two_object_types(*pair).results, [])

    def test_a_record_is_created_with_its_associations(self):
        to = PublicObjectId(id=self.company)
        types = [ContactSpec(association_category="HUBSPOT_DEFINED", association_type_id=UNLABELED)]
        associations = [PublicAssociationsForObject(to=to, types=types)]
        contact = new_contact(self.client, associations=associations)
        self.assertEqual(self.types(contact), {self.company: [PRIMARY, UNLABELED]})
        read = self.client.crm.contacts.basic_api.get_by_id(contact, associations=["companies"])
        rows = [(row.id, row.type) for row in read.associations["companies"].results]
        expected = [(self.company, "contact_to_company"), (self.company, "contact_to_company_unlabeled")]
        self.assertEqual(rows, expected)

    def test_what_does_not_exist_is_refused(self):
        body = self.refused(
            404, self.basic.create, "contacts", self.contact, "companies", NO_SUCH_ID, [spec(UNLABELED)]
        )
        message = f"No company with ID {NO_SUCH_ID} exists"
        self.assertError(body, message, "OBJECT_NOT_FOUND", context={"id": [NO_SUCH_ID]})

    def test_a_report_of_high_usage_is_for_a_user(self):
        (owner,) = self.client.crm.owners.owners_api.get_page(limit=1).results
        reports = self.client.crm.associations.v4.report_api
        report = reports.request(owner.user_id)
        self.assertEqual((report.user_id, report.user_email), (owner.user_id, owner.email))
        self.assertGreater(report.enqueue_time, owner.created_at)
        body = self.refused(404, reports.request, 1)
        self.assertError(body, 'Owner "1" does not exist', "OBJECT_NOT_FOUND", context={"ownerId": ["1"]})


class Version3(Case):
    def test_batches_and_types_go_by_names(self):
        client = connect()
        contact, company = new_contact(client), new_company(client)
        batch = client.crm.associations.batch_api
        pair = v3.PublicAssociation(
            _from=v3.PublicObjectId(id=contact), to=v3.PublicObjectId(id=company), type="contact_to_company"
        )
        body = v3.BatchInputPublicAssociation(inputs=[pair])
        created = batch.create("contacts", "companies", body)
        self.assertEqual([row.type for row in created.results], ["company_to_contact", "contact_to_company"])
        wanted = v3.BatchInputPublicObjectId(inputs=[v3.PublicObjectId(id=contact)])
        read = batch.read("contacts", "companies", wanted)
        self.assertEqual({row.id for row in read.results[0].to}, {company})
        batch.archive("contacts", "companies", body)
        _, status, _ = batch.read_with_http_info("contacts", "companies", wanted)
        self.assertEqual(status, 207)
        types = client.crm.associations.schema.types_api.get_all("contacts", "deals")
        self.assertEqual([(row.id, row.name) for row in types.results], [("4", "contact_to_deal")])
