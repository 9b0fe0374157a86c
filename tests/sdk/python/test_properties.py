"""Property definitions and their groups, of every type."""

from hubspot.crm.properties import (
    BatchInputPropertyCreate,
    BatchInputPropertyName,
    BatchReadInputPropertyName,
    OptionInput,
    PropertyCreate,
    PropertyGroupCreate,
    PropertyGroupUpdate,
    PropertyName,
    PropertyUpdate,
)

from harness import Case, connect, unique
from kinds import GROUP, KINDS, Calls, for_each_kind, have_key


def fresh(word):
    """A name in the form of a property's, not used before."""
    return unique(word).replace("-", "_")


def text(name, **parts):
    return PropertyCreate(
        **{"name": name, "label": "Some text", "type": "string", "field_type": "text", "group_name": GROUP, **parts}
    )


def choice(name, *values):
    options = [
        OptionInput(label=value.title(), value=value, hidden=False, display_order=order)
        for order, value in enumerate(values)
    ]
    return text(name, type="enumeration", field_type="select", options=options)


@for_each_kind(KINDS)
class Properties(Case):
    def setUp(self):
        have_key(self.kind.name)
        client = connect().crm.properties
        self.type, self.core, self.batch = self.kind.name, client.core_api, client.batch_api

    def test_the_list_is_whole_and_sorted(self):
        names = [each.name for each in self.core.get_all(self.type).results]
        self.assertEqual(names, sorted(names))
        self.assertLessEqual({*self.kind.always, *self.kind.change, self.kind.blank}, set(names))

    def test_hubspots_own_properties_say_so(self):
        own = self.core.get_by_name(self.type, self.kind.created)
        self.assertEqual((own.name, own.type, own.hubspot_defined), (self.kind.created, "datetime", True))
        self.assertIsNotNone(own.modification_metadata.archivable)
        self.assertTrue(own.modification_metadata.read_only_definition)
        self.assertIsNone(own.created_user_id)

    def test_create_answers_the_definition(self):
        name = fresh("text")
        created, status, headers = self.core.create_with_http_info(self.type, text(name, description="Why"))
        self.assertEqual(status, 201)
        self.assertIn(name, headers["Location"])
        self.assertEqual((created.name, created.label, created.description), (name, "Some text", "Why"))
        self.assertEqual((created.type, created.field_type, created.group_name), ("string", "text", GROUP))
        self.assertEqual((created.hidden, created.form_field, created.has_unique_value), (False, False, False))
        self.assertEqual((created.archived, created.options, created.hubspot_defined), (False, [], None))
        self.assertIsNotNone(created.created_at)
        read = self.core.get_by_name(self.type, name)
        self.assertEqual(read.to_dict(), created.to_dict())

    def test_options_keep_the_posted_order(self):
        name = fresh("choice")
        created = self.core.create(self.type, choice(name, "small", "large", "huge"))
        self.assertEqual([option.value for option in created.options], ["small", "large", "huge"])
        calls = Calls(self.kind)
        record = calls.new({**self.kind.example(), name: "large"})
        self.assertEqual(record.properties[name], "large")
        [item] = self.invalid_values(self.refused(400, calls.change, record.id, {name: "tiny"}))
        self.assertEqual(item["message"], "tiny was not one of the allowed options: [small, large, huge]")

    def test_a_calculated_value_follows_what_it_is_calculated_from(self):
        width, height, area = fresh("width"), fresh("height"), fresh("area")
        for name in [width, height]:
            self.core.create(self.type, text(name, type="number", field_type="number"))
        calculated = {"type": "number", "field_type": "calculation_equation"}
        created = self.core.create(self.type, text(area, calculation_formula=f"{width} * {height}", **calculated))
        self.assertEqual((created.calculated, created.calculation_formula), (True, f"{width} * {height}"))
        calls = Calls(self.kind)
        record = calls.new({**self.kind.example(), width: "2.5", height: "4"})
        self.assertEqual(record.properties[area], "10")
        self.assertEqual(calls.change(record.id, {height: "3"}).properties[area], "7.5")
        self.core.update(self.type, area, PropertyUpdate(calculation_formula=f"max({width}, {height})"))
        self.assertEqual(calls.read(record.id, properties=[area]).properties[area], "3")

        [item] = self.invalid_values(self.refused(400, calls.change, record.id, {area: "1"}))
        self.assertEqual(item["message"], f'"{area}" is a calculated property; its value cannot be set.')
        in_use = self.refused(400, self.core.archive, self.type, width)
        self.assertEqual(in_use["subCategory"], "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE")
        wrong = text(fresh("wrong"), calculation_formula=f"if({width}, 1, 2)", **calculated)
        body = self.refused(400, self.core.create, self.type, wrong)
        self.assertIn("Unable to parse calculation formula in line 1 and column", body["message"])

    def test_an_update_replaces_what_it_names(self):
        name = fresh("choice")
        before = self.core.create(self.type, choice(name, "small", "large"))
        options = [OptionInput(label="Huge", value="huge", hidden=False, display_order=0)]
        after = self.core.update(self.type, name, PropertyUpdate(label="Size", options=options))
        self.assertEqual((after.label, [option.value for option in after.options]), ("Size", ["huge"]))
        self.assertEqual((after.type, after.group_name, after.created_at), (before.type, GROUP, before.created_at))
        self.assertGreaterEqual(after.updated_at, before.updated_at)

    def test_a_value_of_a_removed_option_keeps_reading(self):
        name = fresh("choice")
        self.core.create(self.type, choice(name, "small", "large"))
        calls = Calls(self.kind)
        record = calls.new({**self.kind.example(), name: "small"})
        options = [OptionInput(label="Large", value="large", hidden=False)]
        self.core.update(self.type, name, PropertyUpdate(options=options))
        self.assertEqual(calls.read(record.id, properties=[name]).properties[name], "small")

    def test_a_name_is_taken_once(self):
        name = fresh("text")
        self.core.create(self.type, text(name))
        body = self.refused(409, self.core.create, self.type, text(name))
        self.assertEqual(body["message"], f"A property named '{name}' already exists.")
        self.assertEqual(body["category"], "OBJECT_ALREADY_EXISTS")
        self.assertEqual(body["subCategory"], "Properties.PROPERTY_WITH_NAME_EXISTS")

    def test_an_archived_property_is_hidden_until_it_is_made_again(self):
        name = fresh("text")
        before = self.core.create(self.type, text(name))
        self.assertEqual(self.core.archive_with_http_info(self.type, name)[1], 204)
        self.assertEqual(self.refused(404, self.core.get_by_name, self.type, name)["category"], "OBJECT_NOT_FOUND")
        self.assertNotIn(name, [each.name for each in self.core.get_all(self.type).results])
        self.assertIn(name, [each.name for each in self.core.get_all(self.type, archived=True).results])
        archived = self.core.get_by_name(self.type, name, archived=True)
        self.assertTrue(archived.archived)

        after = self.core.create(self.type, text(name, label="Once more"))
        self.assertEqual((after.label, after.archived, after.created_at), ("Once more", False, before.created_at))

    def test_an_unknown_property_is_not_found(self):
        for call in [
            lambda: self.core.get_by_name(self.type, "never_heard_of"),
            lambda: self.core.update(self.type, "never_heard_of", PropertyUpdate(label="x")),
        ]:
            self.assertEqual(self.refused(404, call)["category"], "OBJECT_NOT_FOUND")

    def test_a_choice_needs_options(self):
        body = self.refused(400, self.core.create, self.type, text(fresh("x"), type="enumeration", field_type="select"))
        self.assertEqual(body["category"], "VALIDATION_ERROR")

    def test_a_field_must_suit_its_type(self):
        body = self.refused(400, self.core.create, self.type, text(fresh("x"), type="number", field_type="textarea"))
        self.assertEqual(body["category"], "VALIDATION_ERROR")

    def test_a_batch_is_created_read_and_archived(self):
        names = [fresh("text"), fresh("text")]
        batch, status, _ = self.batch.create_with_http_info(
            self.type, BatchInputPropertyCreate(inputs=[text(name) for name in names])
        )
        self.assertEqual((status, batch.status), (201, "COMPLETE"))
        self.assertCountEqual([each.name for each in batch.results], names)
        # Seen in recordings: the items of a batch have no dates.
        self.assertEqual([(each.created_at, each.updated_at) for each in batch.results], [(None, None)] * 2)

        inputs = [PropertyName(name=name) for name in names]
        read, status, _ = self.batch.read_with_http_info(
            self.type, BatchReadInputPropertyName(inputs=inputs, archived=False)
        )
        self.assertEqual(status, 200)
        self.assertCountEqual([each.name for each in read.results], names)

        _, status, _ = self.batch.archive_with_http_info(self.type, BatchInputPropertyName(inputs=inputs))
        self.assertEqual(status, 204)
        self.refused(404, self.core.get_by_name, self.type, names[0])

    def test_a_batch_creates_what_it_can(self):
        taken, free = fresh("text"), fresh("text")
        self.core.create(self.type, text(taken))
        batch, status, _ = self.batch.create_with_http_info(
            self.type, BatchInputPropertyCreate(inputs=[text(taken), text(free)])
        )
        self.assertEqual((status, batch.num_errors), (207, 1))
        self.assertEqual([each.name for each in batch.results], [free])
        [error] = batch.errors
        self.assertEqual(error.category, "OBJECT_ALREADY_EXISTS")
        self.assertEqual(error.sub_category, "Properties.PROPERTY_WITH_NAME_EXISTS")
        self.assertEqual(error.message, f"A property named '{taken}' already exists.")
        self.assertEqual(error.context, {"name": [taken]})


@for_each_kind(KINDS)
class Groups(Case):
    def setUp(self):
        have_key(self.kind.name)
        client = connect().crm.properties
        self.type, self.core, self.groups = self.kind.name, client.core_api, client.groups_api

    def create(self, **parts):
        return self.groups.create(self.type, PropertyGroupCreate(**{"name": fresh("group"), "label": "G", **parts}))

    def test_create_answers_the_group(self):
        name = fresh("group")
        wanted = PropertyGroupCreate(name=name, label="Some group", display_order=7)
        group, status, _ = self.groups.create_with_http_info(self.type, wanted)
        self.assertEqual(status, 201)
        self.assertEqual((group.name, group.label, group.display_order, group.archived), (name, "Some group", 7, False))
        self.assertEqual(self.groups.get_by_name(self.type, name).to_dict(), group.to_dict())

    def test_the_list_has_hubspots_and_our_own(self):
        group = self.create()
        names = [each.name for each in self.groups.get_all(self.type).results]
        own = self.core.get_by_name(self.type, next(iter(self.kind.change))).group_name
        self.assertLessEqual({group.name, own, GROUP}, set(names))

    def test_an_update_replaces_what_it_names(self):
        group = self.create(display_order=3)
        updated = self.groups.update(self.type, group.name, PropertyGroupUpdate(label="Renamed"))
        self.assertEqual((updated.name, updated.label, updated.display_order), (group.name, "Renamed", 3))

    def test_a_name_is_taken_once(self):
        group = self.create()
        wanted = PropertyGroupCreate(name=group.name, label="x")
        body = self.refused(409, self.groups.create, self.type, wanted)
        self.assertEqual(body["message"], f"A property group named '{group.name}' already exists.")
        self.assertEqual(body["category"], "OBJECT_ALREADY_EXISTS")

    def test_an_empty_group_can_go(self):
        group = self.create()
        self.assertEqual(self.groups.archive_with_http_info(self.type, group.name)[1], 204)
        self.assertNotIn(group.name, [each.name for each in self.groups.get_all(self.type).results])

    def test_a_group_in_use_cannot_go(self):
        group = self.create()
        self.core.create(self.type, text(fresh("text"), group_name=group.name))
        body = self.refused(400, self.groups.archive, self.type, group.name)
        self.assertIn("Can't delete or purge a group with active properties", body["message"])

    def test_an_unknown_group_is_not_found(self):
        self.refused(404, self.groups.get_by_name, self.type, "never_heard_of")


class Limits(Case):
    def test_ten_unique_properties_per_type(self):
        # A type that no other suite makes unique properties of.
        have = connect().crm.properties
        try:
            have.groups_api.create("calls", PropertyGroupCreate(name=GROUP, label="SDK tests"))
        except Exception as error:
            self.assertEqual(getattr(error, "status", None), 409)
        custom = [each for each in have.core_api.get_all("calls").results if not each.hubspot_defined]
        for _ in range(10 - sum(bool(each.has_unique_value) for each in custom)):
            have.core_api.create("calls", text(fresh("key"), has_unique_value=True))
        body = self.refused(400, have.core_api.create, "calls", text(fresh("key"), has_unique_value=True))
        self.assertEqual(body["category"], "VALIDATION_ERROR")
