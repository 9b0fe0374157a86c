"""Lists whose members follow their filters."""

import time

from hubspot.crm.contacts import SimplePublicObjectInput, SimplePublicObjectInputForCreate
from hubspot.crm.lists import ListCreateRequest, ListFilterUpdateRequest

from harness import Case, connect, unique

# How long a list may take, in seconds: far longer than it does.
PATIENCE = 30


def group(*filters):
    """The root whose only group has these filters."""
    inner = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": [], "filters": list(filters)}
    return {"filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [inner], "filters": []}


def named(name):
    operation = {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [name]}
    return {"filterType": "PROPERTY", "property": "lastname", "operation": operation}


class Following(Case):
    def setUp(self):
        crm = connect().crm
        self.lists, self.members = crm.lists.lists_api, crm.lists.memberships_api
        self.contacts = crm.contacts.basic_api

    def new_list(self, filters, processing_type="DYNAMIC"):
        request = ListCreateRequest(
            name=unique("Following"), object_type_id="0-1", processing_type=processing_type, filter_branch=filters
        )
        made = self.lists.create(request).list
        self.addCleanup(self.lists.remove, made.list_id)
        return made

    def new_contact(self, name):
        return self.contacts.create(SimplePublicObjectInputForCreate(properties={"lastname": name})).id

    def rename(self, contact, name):
        self.contacts.update(contact, SimplePublicObjectInput(properties={"lastname": name}))

    def assert_members(self, list_id, expected):
        """A list has these members soon."""
        deadline = time.monotonic() + PATIENCE
        while True:
            state = self.lists.get_by_id(list_id).list
            found = [each.record_id for each in self.members.get_page(list_id).results]
            # They are two answers, between which somebody may join.
            settled = state.processing_status == "COMPLETE" and state.size == len(expected)
            if (settled and sorted(found) == sorted(expected)) or time.monotonic() > deadline:
                break
        self.assertEqual((sorted(found), state.size), (sorted(expected), len(expected)))

    def test_contacts_join_and_leave(self):
        here, there = unique("Here"), unique("There")
        first, second = self.new_contact(here), self.new_contact(there)
        made = self.new_list(group(named(here)))
        self.assertEqual(made.processing_status, "PROCESSING")
        self.assert_members(made.list_id, [first])
        self.rename(second, here)
        self.assert_members(made.list_id, [first, second])
        self.rename(first, there)
        self.assert_members(made.list_id, [second])
        self.contacts.archive(second)
        self.assert_members(made.list_id, [])
        self.lists.update_list_filters(made.list_id, ListFilterUpdateRequest(filter_branch=group(named(there))))
        self.assert_members(made.list_id, [first])

    def test_a_snapshot_stays_as_it_was(self):
        here = unique("Here")
        contact = self.new_contact(here)
        made = self.new_list(group(named(here)), "SNAPSHOT")
        self.assert_members(made.list_id, [contact])
        self.rename(contact, unique("There"))
        follower = self.new_list(group(named(here)))
        self.assert_members(follower.list_id, [])
        self.assert_members(made.list_id, [contact])

    def test_filters_are_shown_as_they_are_kept(self):
        made = self.new_list(group(named("Ada")))
        shown = self.lists.get_by_id(made.list_id, include_filters=True).list.filter_branch
        shown = shown if isinstance(shown, dict) else shown.to_dict()
        filters = shown["filter_branches" if "filter_branches" in shown else "filterBranches"][0]["filters"]
        self.assertIn("IS_EQUAL_TO", str(filters))

    def test_filters_that_cannot_be_are_refused(self):
        wrong = {"operationType": "NUMBER", "operator": "IS_EQUAL_TO", "value": 1, "includeObjectsWithNoValueSet": False}
        unknown = {"operationType": "ALL_PROPERTY", "operator": "IS_NOT_KNOWN", "includeObjectsWithNoValueSet": False}
        for operation, sub_category in [
            (wrong, "ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE"),
            (unknown, "ListError.ENUM_CONVERSION"),
        ]:
            filters = group({"filterType": "PROPERTY", "property": "lastname", "operation": operation})
            body = self.refused(400, self.new_list, filters)
            self.assertEqual(body["subCategory"], sub_category)
