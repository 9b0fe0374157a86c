// Lists of contacts, their folders and their members.

import assert from 'node:assert/strict';

import { assertError, connect, noSuchId, refused, test, unique } from './harness.mjs';

const { crm } = connect();
const { listsApi, foldersApi, mappingApi, membershipsApi } = crm.lists;
const contacts = crm.contacts.basicApi;

/** Contacts whose city is this one. */
const inCity = (city) => ({
  filterBranchType: 'OR', filterBranchOperator: 'OR', filters: [],
  filterBranches: [{
    filterBranchType: 'AND', filterBranchOperator: 'AND', filterBranches: [],
    filters: [{
      filterType: 'PROPERTY', property: 'city',
      operation: { operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: [city], includeObjectsWithNoValueSet: false },
    }],
  }],
});

/** Makes a list of contacts for a test, and deletes it when the test is over. */
async function newList(context, more = {}) {
  const request = { name: unique('List'), objectTypeId: '0-1', processingType: 'MANUAL', ...more };
  const { list } = await listsApi.create(request);
  context.after(() => listsApi.remove(list.listId).catch(() => {}));
  return list;
}

/** Makes contacts and returns their ids. */
async function newContacts(n) {
  const made = [];
  for (let i = 0; i < n; i += 1) made.push((await contacts.create({ properties: { lastname: unique('Member') } })).id);
  return made;
}

/** The ids of the members of a list. */
async function members(listId) {
  return (await membershipsApi.getPage(listId)).results.map(({ recordId }) => recordId);
}

test('a list lives, changes and goes', async (context) => {
  const made = await newList(context);
  assert.deepEqual([made.processingStatus, made.listVersion, made.size], ['COMPLETE', 1, 0]);
  assert.ok(made.createdAt instanceof Date);
  assert.deepEqual((await listsApi.getById(made.listId)).list, made);
  assert.deepEqual((await listsApi.getByName(made.name.toUpperCase(), '0-1')).list, made);
  assert.deepEqual((await listsApi.getAll([made.listId, noSuchId])).lists, [made]);
  const { updatedList } = await listsApi.updateName(made.listId, `${made.name}!`);
  assert.deepEqual([updatedList.name, updatedList.listVersion], [`${made.name}!`, 2]);

  await listsApi.remove(made.listId);
  const body = await refused(404, () => listsApi.getById(made.listId));
  assertError(body, `List does not exist with ID ${made.listId}.`, 'OBJECT_NOT_FOUND', { listId: [made.listId] });
  await listsApi.restore(made.listId);
  assert.equal((await listsApi.getById(made.listId)).list.name, updatedList.name);
});

test('a dynamic list has filters that change', async (context) => {
  const made = await newList(context, { processingType: 'DYNAMIC', filterBranch: inCity('Ghent') });
  const shown = (await listsApi.getById(made.listId, true)).list;
  assert.deepEqual(shown.filterBranch.filterBranches[0].filters[0].operation.values, ['Ghent']);
  const { updatedList } = await listsApi.updateListFilters(made.listId, { filterBranch: inCity('Bruges') });
  assert.deepEqual(updatedList.filterBranch.filterBranches[0].filters[0].operation.values, ['Bruges']);
  const body = await refused(400, () => membershipsApi.add(made.listId, ['1']));
  assert.equal(body.message, 'Can not operate manually on a dynamic list');
});

test('lists are found by their names', async (context) => {
  const word = unique('Findable');
  for (const name of ['One', 'Two', 'Three']) await newList(context, { name: `${name} ${word}` });
  const search = (more) => listsApi.doSearch({ query: word.toUpperCase(), ...more });
  const first = await search({ count: 2 });
  assert.deepEqual([first.offset, first.hasMore, first.total, first.lists.length], [2, true, 3, 2]);
  assert.equal(first.lists[0].additionalProperties.hs_list_size, '0');
  const rest = await search({ count: 2, offset: first.offset });
  assert.deepEqual([rest.offset, rest.hasMore, rest.lists[0].name], [3, false, `Three ${word}`]);
  assert.equal((await search({ processingTypes: ['DYNAMIC'] })).total, 0);
});

test('records join and leave a list', async (context) => {
  const { listId } = await newList(context);
  const ids = await newContacts(3);
  const added = await membershipsApi.add(listId, [...ids.slice(0, 2), noSuchId]);
  assert.deepEqual({ ...added }, { recordsIdsAdded: ids.slice(0, 2), recordIdsRemoved: [], recordIdsMissing: [noSuchId] });
  await membershipsApi.addAndRemove(listId, { recordIdsToAdd: [ids[2]], recordIdsToRemove: [ids[0]] });
  assert.deepEqual(await members(listId), ids.slice(1));
  assert.equal((await listsApi.getById(listId)).list.size, 2);

  const page = await membershipsApi.getPage(listId, undefined, undefined, 1);
  assert.ok(page.results[0].membershipTimestamp instanceof Date);
  const next = await membershipsApi.getPageOrderedByAddedToListDate(listId);
  assert.equal(next.results.length, 2);
  assert.deepEqual((await membershipsApi.getPage(listId, page.paging.next.after)).results.map(({ recordId }) => recordId), [ids[2]]);

  const other = await newList(context);
  await membershipsApi.addAllFromList(other.listId, listId);
  const { results } = await membershipsApi.getLists('0-1', ids[1]);
  assert.deepEqual(results.map((membership) => membership.listId), [listId, other.listId]);
  await membershipsApi.remove(listId, [ids[1]]);
  await contacts.archive(ids[2]);
  assert.deepEqual([await members(listId), await members(other.listId)], [[], [ids[1]]]);
  await membershipsApi.removeAll(other.listId);
  assert.deepEqual(await members(other.listId), []);
});

test('a dynamic list can be told to become static', async (context) => {
  const { listId } = await newList(context, { processingType: 'DYNAMIC', filterBranch: inCity('Ghent') });
  const wanted = { conversionType: 'INACTIVITY', timeUnit: 'WEEK', offset: 2 };
  const scheduled = await listsApi.scheduleOrUpdateConversion(listId, wanted);
  assert.deepEqual({ ...scheduled.requestedConversionTime }, wanted);
  assert.equal((await listsApi.getConversionDetails(listId)).listId, listId);
  await listsApi.cancelConversion(listId);
  await refused(404, () => listsApi.getConversionDetails(listId));
});

test('lists stand in folders', async (context) => {
  const { folder } = await foldersApi.create({ name: unique('Folder') });
  const inner = (await foldersApi.create({ name: 'Inner', parentFolderId: String(folder.id) })).folder;
  context.after(async () => {
    for (const { id } of [inner, folder]) await foldersApi.remove(String(id)).catch(() => {});
  });
  const { listId } = await newList(context, { listFolderId: inner.id });
  const shown = (await foldersApi.getAll(String(folder.id))).folder;
  assert.deepEqual(shown.childNodes.map(({ name, childLists }) => [name, childLists]), [['Inner', [Number(listId)]]]);
  await foldersApi.moveList({ listId, newFolderId: '0' });
  assert.equal((await foldersApi.rename(String(inner.id), 'Renamed')).folder.name, 'Renamed');
  assert.equal((await foldersApi.move(String(inner.id), '0')).folder.parentFolderId, 0);
  await foldersApi.remove(String(inner.id));
  await refused(404, () => foldersApi.getAll(String(inner.id)));
});

test('ids of the oldest version are mapped', async (context) => {
  const { listId } = await newList(context);
  assert.equal((await mappingApi.translateLegacyListIdToListId(listId)).listId, listId);
  const mapped = await mappingApi.translateLegacyListIdToListIdBatch([listId, noSuchId]);
  assert.deepEqual([mapped.legacyListIdsToIdsMapping.length, mapped.missingLegacyListIds], [1, [noSuchId]]);
});

test('lists that cannot be are refused', async (context) => {
  const { name } = await newList(context);
  const taken = await refused(409, () => listsApi.create({ name, objectTypeId: '0-1', processingType: 'MANUAL' }));
  assert.equal(taken.category, 'OBJECT_ALREADY_EXISTS');
  const missing = await refused(404, () => listsApi.getByName('No one', '0-2'));
  assert.equal(missing.message, 'List does not exist with name No one and object type ID 0-2.');
});
