// Many records of every type in one call, and what happens when some of them are wrong.

import assert from 'node:assert/strict';

import { assertError, assertSameMembers, invalidValues, noSuchId, pick, refused, test, unique } from './harness.mjs';
import { always, callsOf, generic, haveKey, key, kinds } from './kinds.mjs';

const ids = (batch) => batch.results.map((record) => record.id);

function assertMissing(kind, batch, missing) {
  assert.equal(batch.numErrors, 1);
  const [error] = batch.errors;
  const message = `Could not get some ${kind.singular} objects, they may be deleted or not exist. Check that ids are valid.`;
  assertError(error, message, 'OBJECT_NOT_FOUND', { ids: [missing] });
}

for (const kind of [...kinds, ...generic]) {
  const calls = callsOf(kind);
  const names = Object.keys(kind.change);

  const create = async (number) => {
    const inputs = Array.from({ length: number }, () => ({ properties: kind.example(), associations: [] }));
    return ids(await calls.createBatch(inputs));
  };

  test(`${kind.label}: a hundred records go through one call`, async () => {
    const sent = Array.from({ length: 100 }, () => kind.example());
    const batch = await calls.createBatch(sent.map((properties) => ({ properties, associations: [] })));
    assert.equal(batch.status, 'COMPLETE');
    assert.ok(batch.startedAt <= batch.completedAt);
    // The order of results is not that of inputs, and no client may count on it.
    const known = (properties) => JSON.stringify(pick(properties, Object.keys(sent[0])));
    assertSameMembers(batch.results.map((record) => known(record.properties)), sent.map(known));
    assertSameMembers(ids(await calls.readBatch(ids(batch))), ids(batch));
  });

  test(`${kind.label}: a hundred and one are too many`, async () => {
    const inputs = Array.from({ length: 101 }, () => ({ properties: kind.example(), associations: [] }));
    assert.equal((await refused(400, () => calls.createBatch(inputs))).category, 'VALIDATION_ERROR');
  });

  test(`${kind.label}: batch read returns what is asked for`, async () => {
    const made = await create(3);
    const batch = await calls.readBatch(made, { properties: [kind.blank] });
    assertSameMembers(ids(batch), made);
    for (const record of batch.results) {
      assertSameMembers(Object.keys(record.properties), [...always(kind), kind.blank]);
    }
  });

  test(`${kind.label}: batch read with history, of at most 50`, async () => {
    const [id] = await create(1);
    await calls.update(id, kind.change);
    const batch = await calls.readBatch([id], { history: names });
    assert.equal(batch.results[0].propertiesWithHistory[names[0]][0].value, kind.change[names[0]]);

    const many = Array.from({ length: 51 }, (_, number) => String(number + 1));
    const body = await refused(400, () => calls.readBatch(many, { history: names }));
    const message = 'The maximum number of inputs supported in a batch request for property histories is 50. Please reduce the number of items and try again';
    assertError(body, message, 'VALIDATION_ERROR');
  });

  test(`${kind.label}: batch read by a unique property`, async () => {
    await haveKey(kind.name);
    const value = unique('key');
    const { id } = await calls.create({ ...kind.example(), [key]: value });
    assert.deepEqual(ids(await calls.readBatch([value], { idProperty: key })), [id]);
  });

  test(`${kind.label}: batch read tells what is missing`, async () => {
    const made = await create(2);
    const batch = await calls.readBatch([...made, noSuchId]);
    assertSameMembers(ids(batch), made);
    assertMissing(kind, batch, noSuchId);
  });

  test(`${kind.label}: batch update changes every record`, async () => {
    const made = await create(2);
    const batch = await calls.updateBatch(made.map((id) => ({ id, properties: kind.change })));
    assertSameMembers(ids(batch), made);
    const read = await calls.readBatch(made, { properties: names });
    for (const record of read.results) assert.deepEqual(pick(record.properties, names), kind.change);
  });

  test(`${kind.label}: batch update tells what is missing`, async () => {
    const [id] = await create(1);
    const inputs = [id, noSuchId].map((each) => ({ id: each, properties: kind.change }));
    const batch = await calls.updateBatch(inputs);
    assert.deepEqual(ids(batch), [id]);
    assertMissing(kind, batch, noSuchId);
  });

  test(`${kind.label}: batch update refuses an id twice`, async () => {
    const [id] = await create(1);
    const input = { id, properties: kind.change };
    const body = await refused(400, () => calls.updateBatch([input, input]));
    const message = `Duplicate IDs found in batch input: [${id}]. IDs must be unique`;
    assertError(body, message, 'VALIDATION_ERROR', { ids: [id] });
  });

  test(`${kind.label}: batch upsert creates and updates`, async () => {
    await haveKey(kind.name);
    const [old, fresh] = [unique('key'), unique('key')];
    const existing = await calls.create({ ...kind.example(), [key]: old });
    const inputs = [old, fresh].map((id) => ({ id, idProperty: key, properties: kind.example() }));
    const batch = await calls.upsertBatch(inputs);
    const fates = new Map(batch.results.map((record) => [record.id, record._new]));
    assert.equal(fates.get(existing.id), false);
    assertSameMembers(fates.values(), [false, true]);
  });

  test(`${kind.label}: one bad property refuses the whole batch`, async () => {
    await haveKey(kind.name);
    const value = unique('key');
    const inputs = [{ [key]: value }, { never_heard_of: 'x' }].map((more) => ({
      properties: { ...kind.example(), ...more },
      associations: [],
    }));
    const [item] = invalidValues(await refused(400, () => calls.createBatch(inputs)));
    assert.equal(item.error, 'PROPERTY_DOESNT_EXIST');
    await refused(404, () => calls.read(value, { idProperty: key }));
  });

  test(`${kind.label}: batch archive ignores what is missing`, async () => {
    const made = await create(2);
    await calls.archiveBatch([...made, noSuchId]);
    for (const id of made) await refused(404, () => calls.read(id));
    await calls.archiveBatch(made);
  });
}

test('contacts: a taken email refuses the whole batch, unless inputs have trace ids', async () => {
  const calls = callsOf(kinds[0]);
  const [taken, free] = [kinds[0].example(), kinds[0].example()];
  const existing = await calls.create(taken);
  const inputs = [taken, free].map((properties) => ({ properties, associations: [] }));
  const body = await refused(409, () => calls.createBatch(inputs));
  assert.equal(body.category, 'CONFLICT');

  const traced = inputs.map((input, place) => ({ ...input, objectWriteTraceId: String(place) }));
  const batch = await calls.createBatch(traced);
  assert.deepEqual(batch.results.map((record) => record.properties.email), [free.email]);
  assert.equal(batch.numErrors, 1);
  const message = `Contact already exists. Existing ID: ${existing.id}`;
  const context = { objectWriteTraceId: ['0'], existingId: [existing.id] };
  assertError(batch.errors[0], message, 'CONFLICT', context);
});
