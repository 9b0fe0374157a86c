// Single records of every type: create, read, list, update, archive.

import assert from 'node:assert/strict';

import { assertError, baseUrl, invalidValues, noSuchId, pick, refused, test, unique } from './harness.mjs';
import { always, callsOf, generic, haveKey, key, kinds } from './kinds.mjs';

for (const kind of [...kinds, ...generic]) {
  const calls = callsOf(kind);
  const names = Object.keys(kind.change);

  test(`${kind.label}: create answers the record`, async () => {
    const sent = kind.example();
    const record = await calls.create(sent);
    assert.ok(Number.isSafeInteger(Number(record.id)) && Number(record.id) > 0, record.id);
    assert.deepEqual(pick(record.properties, Object.keys(sent)), sent);
    assert.equal(record.properties.hs_object_id, record.id);
    assert.equal(record.archived, false);
    assert.equal(record.createdAt.getTime(), Date.parse(record.properties[kind.created]));
    assert.equal(record.updatedAt.getTime(), Date.parse(record.properties[kind.modified]));
  });

  test(`${kind.label}: read returns what is asked for and the dates`, async () => {
    const sent = kind.example();
    const { id } = await calls.create(sent);
    const { properties } = await calls.read(id, { properties: [...Object.keys(sent), kind.blank, 'never_heard_of'] });
    const expected = { ...sent, [kind.blank]: null };
    assert.deepEqual(pick(properties, Object.keys(expected)), expected);
    assert.deepEqual(new Set(Object.keys(properties)), new Set([...Object.keys(expected), ...always(kind)]));
  });

  test(`${kind.label}: read with history is newest first`, async () => {
    const { id } = await calls.create(kind.example());
    await calls.update(id, kind.change);
    const { propertiesWithHistory } = await calls.read(id, { history: names });
    for (const name of names) {
      const [newest] = propertiesWithHistory[name];
      assert.equal(newest.value, kind.change[name]);
      assert.equal(newest.sourceType, 'INTEGRATION');
      assert.ok(newest.timestamp instanceof Date);
    }
  });

  test(`${kind.label}: update echoes the change, and later reads agree`, async () => {
    const record = await calls.create(kind.example());
    const updated = await calls.update(record.id, kind.change);
    assert.equal(updated.id, record.id);
    assert.deepEqual(pick(updated.properties, names), kind.change);
    assert.ok(updated.updatedAt >= record.updatedAt);
    const read = await calls.read(record.id, { properties: names });
    assert.deepEqual(pick(read.properties, names), kind.change);
  });

  test(`${kind.label}: records are found by a unique property`, async () => {
    await haveKey(kind.name);
    const value = unique('key');
    const { id } = await calls.create({ ...kind.example(), [key]: value });
    assert.equal((await calls.read(value, { idProperty: key })).id, id);
    assert.equal((await calls.update(value, kind.change, key)).id, id);
  });

  test(`${kind.label}: pages follow each other by id`, async () => {
    const ids = [];
    for (let made = 0; made < 3; made += 1) ids.push((await calls.create(kind.example())).id);
    const first = await calls.page({ limit: 2, after: ids[0], properties: [kind.created, kind.blank] });
    assert.equal(first.results[0].id, ids[0]);
    assert.equal(first.results.length, 2);
    const { after, link } = first.paging.next;
    assert.equal(Number(after), Number(first.results[1].id) + 1);
    assert.ok(link.startsWith(`${baseUrl}/`), link);
    const second = await calls.page({ limit: 2, after });
    assert.ok(Number(second.results[0].id) >= Number(after));
  });

  if (calls.all) {
    test(`${kind.label}: getAll visits every record once`, async () => {
      const { id } = await calls.create(kind.example());
      const ids = (await calls.all(100)).map((record) => Number(record.id));
      assert.deepEqual(ids, [...new Set(ids)].sort((one, other) => one - other));
      assert.ok(ids.includes(Number(id)));
    });
  }

  test(`${kind.label}: archived records are hidden unless asked for`, async () => {
    const { id } = await calls.create(kind.example());
    await calls.archive(id);
    await refused(404, () => calls.read(id));
    const read = await calls.read(id, { archived: true });
    assert.equal(read.archived, true);
    assert.ok(read.archivedAt instanceof Date);
    const hidden = await calls.page({ archived: true, limit: 100, after: id });
    assert.equal(hidden.results[0].id, id);
    await calls.archive(id);
  });

  test(`${kind.label}: an unknown id is not found`, async () => {
    assertError(await refused(404, () => calls.read(noSuchId)), 'resource not found');
    assertError(await refused(404, () => calls.update(noSuchId, kind.change)), 'resource not found');
    const body = await refused(404, () => calls.read('abc'));
    assertError(body, 'Object not found.  objectId are usually numeric.', 'OBJECT_NOT_FOUND', { id: ['abc'] });
  });

  test(`${kind.label}: bad properties are refused, all at once`, async () => {
    const bad = { ...kind.example(), never_heard_of: 'x', hs_object_id: '1' };
    const items = invalidValues(await refused(400, () => calls.create(bad)));
    assert.deepEqual(Object.fromEntries(items.map((item) => [item.name, item.error])), {
      never_heard_of: 'PROPERTY_DOESNT_EXIST',
      hs_object_id: 'READ_ONLY_VALUE',
    });
  });

  test(`${kind.label}: an update of nothing is refused`, async () => {
    const { id } = await calls.create(kind.example());
    const body = await refused(400, () => calls.update(id, {}));
    const message = 'No properties found to update, please provide at least one.';
    assertError(body, message, 'VALIDATION_ERROR', { properties: ['{}'] });
  });
}

test('contacts: an email belongs to one contact', async () => {
  const calls = callsOf(kinds[0]);
  const sent = kinds[0].example();
  const { id } = await calls.create(sent);
  assert.equal((await calls.read(sent.email, { idProperty: 'email' })).id, id);
  assertError(await refused(409, () => calls.create(sent)), `Contact already exists. Existing ID: ${id}`, 'CONFLICT');
});
