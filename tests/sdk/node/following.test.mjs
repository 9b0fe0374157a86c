// Lists whose members follow their filters.

import assert from 'node:assert/strict';

import { connect, refused, test, unique } from './harness.mjs';

const { crm } = connect();
const { listsApi, membershipsApi } = crm.lists;
const contacts = crm.contacts.basicApi;

/** How long a list may take, in milliseconds: far longer than it does. */
const patience = 30_000;

/** The root whose only group has one filter of a property. */
const group = (property, operation) => ({
  filterBranchType: 'OR', filterBranchOperator: 'OR', filters: [],
  filterBranches: [{
    filterBranchType: 'AND', filterBranchOperator: 'AND', filterBranches: [],
    filters: [{ filterType: 'PROPERTY', property, operation }],
  }],
});

const named = (name) => group('lastname', {
  operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: [name], includeObjectsWithNoValueSet: false,
});

const request = (filterBranch) => ({
  name: unique('Following'), objectTypeId: '0-1', processingType: 'DYNAMIC', filterBranch,
});

/** Waits until a list has these members. */
async function assertMembers(listId, expected) {
  const deadline = Date.now() + patience;
  let found;
  do {
    const { list } = await listsApi.getById(listId);
    const { results } = await membershipsApi.getPage(listId);
    found = [list.processingStatus, ...results.map(({ recordId }) => recordId)];
  } while (JSON.stringify(found) !== JSON.stringify(['COMPLETE', ...expected]) && Date.now() < deadline);
  assert.deepEqual(found, ['COMPLETE', ...expected]);
}

test('contacts join and leave', async (context) => {
  const [here, there] = [unique('Here'), unique('There')];
  const contact = await contacts.create({ properties: { lastname: there } });
  const { list } = await listsApi.create(request(named(here)));
  context.after(() => listsApi.remove(list.listId));
  await assertMembers(list.listId, []);
  await contacts.update(contact.id, { properties: { lastname: here } });
  await assertMembers(list.listId, [contact.id]);
  await contacts.update(contact.id, { properties: { lastname: there } });
  await assertMembers(list.listId, []);
});

test('filters that cannot be are refused', async () => {
  const wrong = { operationType: 'NUMBER', operator: 'IS_EQUAL_TO', value: 1, includeObjectsWithNoValueSet: false };
  const body = await refused(400, () => listsApi.create(request(group('lastname', wrong))));
  assert.equal(body.subCategory, 'ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE');
});
