// Records that become one or are deleted for privacy, by every call that the SDK has for it.

import assert from 'node:assert/strict';

import { connect, invalidValues, noSuchId, refused, test } from './harness.mjs';
import { callsOf, kinds } from './kinds.mjs';

const client = connect();
const merging = kinds.filter((kind) => ['contacts', 'companies', 'deals', 'tickets'].includes(kind.name));

for (const kind of merging) {
  const calls = callsOf(kind);
  const merge = (primaryObjectId, objectIdToMerge) =>
    client.crm[kind.name].basicApi.merge({ primaryObjectId, objectIdToMerge });

  test(`${kind.label}: both ids lead to the merged record`, async () => {
    const [primary, other] = [await calls.create(kind.example()), await calls.create(kind.example())];
    const merged = await merge(primary.id, other.id);
    assert.ok(merged.id !== primary.id && merged.id !== other.id);
    assert.equal(merged.properties.hs_merged_object_ids, `${primary.id};${other.id}`);
    for (const id of [primary.id, other.id, merged.id]) {
      assert.equal((await calls.read(id)).id, merged.id);
      assert.equal((await calls.update(id, kind.change)).id, merged.id);
    }
  });

  test(`${kind.label}: what does not exist cannot be merged`, async () => {
    const { id } = await calls.create(kind.example());
    const body = await refused(404, () => merge(id, noSuchId));
    assert.equal(body.category, 'OBJECT_NOT_FOUND');
    assert.equal((await refused(400, () => merge(id, id))).category, 'VALIDATION_ERROR');
  });
}

test('a merged contact is found by every address', async () => {
  const calls = callsOf(kinds[0]);
  const [primary, other] = [await calls.create(kinds[0].example()), await calls.create(kinds[0].example())];
  const input = { primaryObjectId: primary.id, objectIdToMerge: other.id };
  const merged = await client.crm.contacts.basicApi.merge(input);
  for (const record of [primary, other]) {
    const read = await calls.read(record.properties.email, { idProperty: 'email' });
    assert.equal(read.id, merged.id);
  }
});

test('a contact that is deleted for privacy is gone and its address blocked', async () => {
  const calls = callsOf(kinds[0]);
  for (const idProperty of [undefined, 'email']) {
    const record = await calls.create(kinds[0].example());
    const address = record.properties.email;
    await client.crm.contacts.basicApi.purge({ objectId: idProperty ? address : record.id, idProperty });
    await refused(404, () => calls.read(record.id, { archived: true }));
    const [item] = invalidValues(await refused(400, () => calls.create({ email: address })));
    assert.deepEqual([item.name, item.message], ['email', 'email has been GDPR blacklisted']);
  }
  const body = await refused(404, () => client.crm.contacts.basicApi.purge({ objectId: noSuchId }));
  assert.equal(body.category, 'OBJECT_NOT_FOUND');
});
