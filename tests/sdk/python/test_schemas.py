"""Custom object types, and what their records can do."""

from hubspot.crm.associations.v4 import AssociationSpec
from hubspot.crm.objects import SimplePublicObjectInput, SimplePublicObjectInputForCreate
from hubspot.crm.pipelines import PipelineInput, PipelineStageInput
from hubspot.crm.properties import PropertyCreate
from hubspot.crm.schemas import (
    AssociationDefinitionEgg,
    ObjectSchemaEgg,
    ObjectTypeDefinitionLabels,
    ObjectTypeDefinitionPatch,
    ObjectTypePropertyCreate,
)

from harness import ACCOUNT_ID, Case, connect, unique


def text(name, **parts):
    return ObjectTypePropertyCreate(name=name, label=name.title(), type="string", field_type="text", **parts)


class Schemas(Case):
    def setUp(self):
        client = connect()
        self.crm, self.schemas, self.records = client.crm, client.crm.schemas.core_api, client.crm.objects.basic_api

    def new(self, associated=("CONTACT",)):
        name = unique("cars").replace("-", "_")
        egg = ObjectSchemaEgg(
            name=name,
            labels=ObjectTypeDefinitionLabels(singular="Car", plural="Cars"),
            description="What we sell",
            primary_display_property="model",
            secondary_display_properties=["make"],
            searchable_properties=["model", "make"],
            required_properties=["model"],
            properties=[text("model"), text("make"), text("vin", has_unique_value=True)],
            associated_objects=list(associated),
        )
        made = self.schemas.create(egg)
        self.addCleanup(self.remove, name)
        return made

    def remove(self, name):
        for archived in (False, True):
            if name in [each.name for each in self.schemas.get_all(archived=archived).results]:
                for record in self.records.get_page(name).results if not archived else []:
                    self.records.archive(name, record.id)
                self.schemas.archive(name, archived=archived)

    def record(self, kind, **properties):
        return self.records.create(kind, SimplePublicObjectInputForCreate(properties=properties))

    def test_a_type_is_made_whole(self):
        made = self.new()
        self.assertEqual((made.labels.singular, made.labels.plural), ("Car", "Cars"))
        self.assertEqual(made.fully_qualified_name, f"p{ACCOUNT_ID}_{made.name}")
        self.assertEqual(made.object_type_id, f"2-{made.id}")
        self.assertEqual((made.required_properties, made.primary_display_property), (["model"], "model"))
        self.assertLessEqual({"model", "make", "vin", "hs_object_id"}, {each.name for each in made.properties})
        self.assertEqual({each.group_name for each in made.properties}, {f"{made.name}_information"})
        ends = {(each.from_object_type_id, each.to_object_type_id) for each in made.associations}
        for other in ("0-1", "0-27", "0-46", "0-47", "0-48", "0-49", "0-51"):
            self.assertLessEqual({(made.object_type_id, other), (other, made.object_type_id)}, ends)
        for name in (made.name, f"p_{made.name}", made.fully_qualified_name, made.object_type_id):
            self.assertEqual(self.schemas.get_by_id(name).to_dict(), made.to_dict())
        self.assertIn(made.name, [each.name for each in self.schemas.get_all().results])

    def test_hubspots_own_types_have_schemas(self):
        contact = self.schemas.get_by_id("CONTACT")
        self.assertEqual((contact.name, contact.object_type_id, contact.created_at.year), ("CONTACT", "0-1", 1970))
        self.assertIn("CONTACT_TO_COMPANY", [each.name for each in contact.associations])

    def test_an_update_answers_the_definition(self):
        made = self.new()
        patch = ObjectTypeDefinitionPatch(secondary_display_properties=["vin"], required_properties=["model", "vin"])
        updated = self.schemas.update(made.object_type_id, patch)
        self.assertEqual(updated.secondary_display_properties, ["vin"])
        self.assertEqual((updated.required_properties, updated.portal_id), (["model", "vin"], ACCOUNT_ID))
        body = self.refused(400, self.record, made.name, model="Frontier")
        self.assertEqual(body["message"], f"Error creating {made.name}. Some required properties were not set.")
        self.assertEqual(body["context"], {"properties": ["vin"]})
        cleared = self.schemas.update(made.name, ObjectTypeDefinitionPatch(clear_description=True))
        self.assertIsNone(cleared.description)

    def test_records_work_at_once(self):
        made = self.new()
        kind = made.fully_qualified_name
        car = self.record(kind, model="Frontier", vin="4Y1")
        read = self.records.get_by_id(made.object_type_id, "4Y1", id_property="vin", properties=["model"])
        self.assertEqual((read.id, read.properties["model"]), (car.id, "Frontier"))
        self.records.update(kind, car.id, SimplePublicObjectInput(properties={"make": "Nissan"}))
        self.crm.properties.core_api.create(
            kind,
            PropertyCreate(
                name="year", label="Year", type="number", field_type="number", group_name=f"{made.name}_information"
            ),
        )
        self.records.update(kind, car.id, SimplePublicObjectInput(properties={"year": "2014"}))
        [listed] = self.records.get_page(kind, properties=["make", "year"]).results
        self.assertEqual((listed.properties["make"], listed.properties["year"]), ("Nissan", "2014"))

    def test_records_are_associated(self):
        made = self.new()
        contact = self.record("contacts", email=f"{unique('ada')}@example.com")
        car = self.record(made.name, model="Frontier")
        [kind] = self.crm.associations.v4.schema.definitions_api.get_all(made.name, "contacts").results
        self.assertEqual((kind.category, kind.label), ("USER_DEFINED", None))
        spec = AssociationSpec(association_category=kind.category, association_type_id=kind.type_id)
        self.crm.associations.v4.basic_api.create(made.name, car.id, "contacts", contact.id, [spec])
        [found] = self.crm.associations.v4.basic_api.get_page("contacts", contact.id, made.name).results
        self.assertEqual(str(found.to_object_id), car.id)

    def test_association_types_come_and_go(self):
        made = self.new()
        egg = AssociationDefinitionEgg(
            from_object_type_id=made.object_type_id, to_object_type_id="ticket", name="car_to_ticket"
        )
        added = self.schemas.create_association(made.name, egg)
        self.assertEqual((added.name, added.to_object_type_id), ("car_to_ticket", "0-5"))
        self.assertIsNotNone(added.created_at)
        self.assertIn(added.id, [each.id for each in self.schemas.get_by_id(made.name).associations])
        self.schemas.archive_association(made.name, added.id)
        self.assertNotIn(added.id, [each.id for each in self.schemas.get_by_id(made.name).associations])

    def test_records_go_through_pipelines(self):
        made = self.new()
        stages = [PipelineStageInput(label=label, display_order=0, metadata={}) for label in ("Lot", "Sold")]
        pipeline = self.crm.pipelines.pipelines_api.create(
            made.object_type_id, PipelineInput(label="Sale", display_order=0, stages=stages)
        )
        car = self.record(made.name, model="Frontier", hs_pipeline_stage=pipeline.stages[0].id)
        read = self.records.get_by_id(made.name, car.id, properties=["hs_pipeline"])
        self.assertEqual(read.properties["hs_pipeline"], pipeline.id)

    def test_a_type_goes_when_nobody_is_of_it(self):
        made = self.new()
        car = self.record(made.name, model="Frontier")
        body = self.refused(400, self.schemas.archive, made.name)
        self.assertEqual(body["category"], "VALIDATION_ERROR")
        self.records.archive(made.name, car.id)
        self.schemas.archive(made.name)
        self.assertIn(made.name, [each.name for each in self.schemas.get_all(archived=True).results])
        body = self.refused(400, self.record, made.name, model="Frontier")
        self.assertError(body, f"Unable to infer object type from: {made.name}")
        self.schemas.archive(made.name, archived=True)
        self.assertNotIn(made.name, [each.name for each in self.schemas.get_all(archived=True).results])
