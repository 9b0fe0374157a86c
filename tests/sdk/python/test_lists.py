"""Lists of contacts, their folders and their members."""

from hubspot.crm.contacts import SimplePublicObjectInputForCreate
from hubspot.crm.lists import (
    ListCreateRequest,
    ListFilterUpdateRequest,
    ListFolderCreateRequest,
    ListMoveRequest,
    ListSearchRequest,
    MembershipChangeRequest,
)

from harness import NO_SUCH_ID, Case, connect, unique


def in_city(city):
    """Contacts whose city is this one."""
    operation = {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [city]}
    inner = {
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filterBranches": [],
        "filters": [{"filterType": "PROPERTY", "property": "city", "operation": operation}],
    }
    return {"filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [inner], "filters": []}


class Lists(Case):
    def setUp(self):
        crm = connect().crm
        self.lists, self.folders = crm.lists.lists_api, crm.lists.folders_api
        self.members, self.mappings = crm.lists.memberships_api, crm.lists.mapping_api
        self.contacts = crm.contacts.basic_api

    def new(self, **more):
        request = {"name": unique("List"), "object_type_id": "0-1", "processing_type": "MANUAL", **more}
        made = self.lists.create(ListCreateRequest(**request)).list
        self.addCleanup(self.remove, made.list_id)
        return made

    def remove(self, list_id):
        if self.lists.get_all(list_ids=[list_id]).lists:
            self.lists.remove(list_id)

    def new_contacts(self, n):
        new = [SimplePublicObjectInputForCreate(properties={"lastname": unique("Member")}) for _ in range(n)]
        return [self.contacts.create(each).id for each in new]

    def member_ids(self, list_id):
        return [each.record_id for each in self.members.get_page(list_id).results]

    def test_a_list_lives_changes_and_goes(self):
        made = self.new()
        self.assertEqual((made.processing_status, made.list_version, made.size), ("COMPLETE", 1, 0))
        self.assertEqual(self.lists.get_by_id(made.list_id).list.to_dict(), made.to_dict())
        self.assertEqual(self.lists.get_by_name(made.name, "0-1").list.list_id, made.list_id)
        renamed = self.lists.update_name(made.list_id, list_name=made.name + "!").updated_list
        self.assertEqual((renamed.name, renamed.list_version), (made.name + "!", 2))

        self.lists.remove(made.list_id)
        body = self.refused(404, self.lists.get_by_id, made.list_id)
        self.assertEqual(body["message"], f"List does not exist with ID {made.list_id}.")
        self.lists.restore(made.list_id)
        self.assertEqual(self.lists.get_by_id(made.list_id).list.name, renamed.name)

    def test_a_dynamic_list_has_filters_that_change(self):
        made = self.new(processing_type="DYNAMIC", filter_branch=in_city("Ghent"))
        request = ListFilterUpdateRequest(filter_branch=in_city("Bruges"))
        changed = self.lists.update_list_filters(made.list_id, request).updated_list
        self.assertEqual(changed.list_version, 2)
        self.refused(400, self.members.add, made.list_id, ["1"])

    def test_lists_are_found_by_their_names(self):
        word = unique("Findable")
        for name in ["One", "Two", "Three"]:
            self.new(name=f"{name} {word}")
        first = self.lists.do_search(ListSearchRequest(query=word.upper(), count=2))
        self.assertEqual((first.offset, first.has_more, first.total), (2, True, 3))
        self.assertEqual(first.lists[0].additional_properties["hs_list_size"], "0")
        rest = self.lists.do_search(ListSearchRequest(query=word, count=2, offset=first.offset))
        self.assertEqual((rest.offset, rest.has_more, rest.lists[0].name), (3, False, f"Three {word}"))

    def test_records_join_and_leave_a_list(self):
        made, other = self.new(), self.new()
        ids = self.new_contacts(3)
        added = self.members.add(made.list_id, [*ids[:2], NO_SUCH_ID])
        self.assertEqual((added.records_ids_added, added.record_ids_missing), (ids[:2], [NO_SUCH_ID]))
        change = MembershipChangeRequest(record_ids_to_add=[ids[2]], record_ids_to_remove=[ids[0]])
        self.members.add_and_remove(made.list_id, change)
        self.assertEqual(self.member_ids(made.list_id), ids[1:])
        page = self.members.get_page(made.list_id, limit=1)
        rest = self.members.get_page(made.list_id, after=page.paging.next.after)
        self.assertEqual([each.record_id for each in rest.results], ids[2:])
        ordered = self.members.get_page_ordered_by_added_to_list_date(made.list_id)
        self.assertEqual([each.record_id for each in ordered.results], ids[1:])

        self.members.add_all_from_list(other.list_id, made.list_id)
        found = self.members.get_lists("0-1", ids[1]).results
        self.assertEqual([each.list_id for each in found], [made.list_id, other.list_id])
        self.members.remove(made.list_id, [ids[1]])
        self.contacts.archive(ids[2])
        self.assertEqual((self.member_ids(made.list_id), self.member_ids(other.list_id)), ([], [ids[1]]))
        self.members.remove_all(other.list_id)
        self.assertEqual(self.lists.get_by_id(other.list_id).list.size, 0)

    def test_lists_stand_in_folders(self):
        outer = self.folders.create(ListFolderCreateRequest(name=unique("Folder"))).folder
        inner = ListFolderCreateRequest(name="Inner", parent_folder_id=str(outer.id))
        inner = self.folders.create(inner).folder
        made = self.new(list_folder_id=inner.id)
        shown = self.folders.get_all(folder_id=str(outer.id)).folder
        self.assertEqual(shown.child_nodes[0].child_lists, [int(made.list_id)])
        self.folders.move_list(ListMoveRequest(list_id=made.list_id, new_folder_id="0"))
        self.assertEqual(self.folders.rename(str(inner.id), new_folder_name="Renamed").folder.name, "Renamed")
        self.assertEqual(self.folders.move(str(inner.id), "0").folder.parent_folder_id, 0)
        for each in [inner, outer]:
            self.folders.remove(str(each.id))

    def test_ids_of_the_oldest_version_are_mapped(self):
        made = self.new()
        mapped = self.mappings.translate_legacy_list_id_to_list_id(legacy_list_id=made.list_id)
        self.assertEqual(mapped.list_id, made.list_id)
        batch = self.mappings.translate_legacy_list_id_to_list_id_batch([made.list_id, NO_SUCH_ID])
        self.assertEqual(batch.missing_legacy_list_ids, [NO_SUCH_ID])

    def test_lists_that_cannot_be_are_refused(self):
        made = self.new()
        same = ListCreateRequest(name=made.name.upper(), object_type_id="0-1", processing_type="MANUAL")
        self.assertEqual(self.refused(409, self.lists.create, same)["category"], "OBJECT_ALREADY_EXISTS")
        body = self.refused(404, self.lists.get_by_name, "No one", "0-2")
        self.assertEqual(body["message"], "List does not exist with name No one and object type ID 0-2.")
