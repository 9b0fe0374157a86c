// Owners, and the records that belong to them.

import assert from 'node:assert/strict';

import { connect, invalidValues, refused, test } from './harness.mjs';

const { crm } = connect();
const owners = crm.owners.ownersApi;
const contacts = crm.contacts.basicApi;

test('an account has an owner', async () => {
  const [owner] = (await owners.getPage(undefined, undefined, 1)).results;
  assert.deepEqual([owner.type, owner.archived], ['PERSON', false]);
  assert.deepEqual(await owners.getById(Number(owner.id)), owner);
  assert.deepEqual(await owners.getById(owner.userId, 'userId'), owner);
  assert.deepEqual((await owners.getPage(owner.email)).results, [owner]);
  assert.equal((await refused(404, () => owners.getById(1))).category, 'OBJECT_NOT_FOUND');
});

test('records belong to owners', async () => {
  const [{ id }] = (await owners.getPage(undefined, undefined, 1)).results;
  const contact = await contacts.create({ properties: { hubspot_owner_id: id } });
  assert.equal(contact.properties.hs_all_owner_ids, id);
  const body = await refused(400, () => contacts.create({ properties: { hubspot_owner_id: '1' } }));
  const [item] = invalidValues(body);
  assert.deepEqual([item.name, item.error], ['hubspot_owner_id', 'INVALID_OWNER_ID']);
});
