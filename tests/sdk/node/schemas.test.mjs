// Custom object types, and what their records can do.

import assert from 'node:assert/strict';

import { accountId, connect, refused, test, unique, uniqueName } from './harness.mjs';

const { crm } = connect();
const { coreApi: schemas } = crm.schemas;
const records = crm.objects.basicApi;

const text = (name, parts) => ({ name, label: name.toUpperCase(), type: 'string', fieldType: 'text', ...parts });

/** Makes a type for a test, and deletes it with its records when the test is over. */
async function newType(context) {
  const made = await schemas.create({
    name: uniqueName('cars'),
    labels: { singular: 'Car', plural: 'Cars' },
    primaryDisplayProperty: 'model',
    searchableProperties: ['model'],
    requiredProperties: ['model'],
    properties: [text('model'), text('vin', { hasUniqueValue: true })],
    associatedObjects: ['CONTACT'],
  });
  context.after(() => remove(made.name));
  return made;
}

async function remove(name) {
  for (const archived of [false, true]) {
    const { results } = await schemas.getAll(archived);
    if (!results.some((type) => type.name === name)) continue;
    if (!archived) {
      const page = await records.getPage(name);
      for (const { id } of page.results) await records.archive(name, id);
    }
    await schemas.archive(name, archived);
  }
}

const newRecord = (type, properties) => records.create(type, { properties });

test('a type is made whole', async (context) => {
  const made = await newType(context);
  assert.deepEqual({ ...made.labels }, { singular: 'Car', plural: 'Cars' });
  assert.equal(made.fullyQualifiedName, `p${accountId}_${made.name}`);
  assert.equal(made.objectTypeId, `2-${made.id}`);
  const names = made.properties.map(({ name }) => name);
  for (const name of ['model', 'vin', 'hs_object_id']) assert.ok(names.includes(name), name);
  const ends = made.associations.map(({ fromObjectTypeId, toObjectTypeId }) => `${fromObjectTypeId} ${toObjectTypeId}`);
  for (const other of ['0-1', '0-27', '0-46', '0-47', '0-48', '0-49']) {
    assert.ok(ends.includes(`${made.objectTypeId} ${other}`) && ends.includes(`${other} ${made.objectTypeId}`), other);
  }
  for (const name of [`p_${made.name}`, made.fullyQualifiedName, made.objectTypeId]) {
    assert.deepEqual(await schemas.getById(name), made);
  }
  const { results } = await schemas.getAll();
  assert.ok(results.some(({ name }) => name === made.name));
});

test('an update answers the definition', async (context) => {
  const made = await newType(context);
  const updated = await schemas.update(made.objectTypeId, { requiredProperties: ['model', 'vin'] });
  assert.deepEqual([updated.requiredProperties, updated.portalId], [['model', 'vin'], accountId]);
  const body = await refused(400, () => newRecord(made.name, { model: 'Frontier' }));
  assert.equal(body.message, `Error creating ${made.name}. Some required properties were not set.`);
});

test('records work at once and are associated', async (context) => {
  const made = await newType(context);
  const contact = await newRecord('contacts', { email: `${unique('ada')}@example.com` });
  const { id: typeId } = made.associations.find(
    (type) => type.fromObjectTypeId === made.objectTypeId && type.toObjectTypeId === '0-1',
  );
  const types = [{ associationCategory: 'USER_DEFINED', associationTypeId: Number(typeId) }];
  const associations = [{ to: { id: contact.id }, types }];
  const car = await records.create(made.name, { properties: { model: 'Frontier', vin: '4Y1' }, associations });
  const read = await records.getById(made.objectTypeId, '4Y1', ['model'], undefined, ['contacts'], false, 'vin');
  assert.deepEqual([read.id, read.properties.model], [car.id, 'Frontier']);
  assert.equal(read.associations.contacts.results[0].type, `${made.name}_to_contact`);
});

test('association types come and go', async (context) => {
  const made = await newType(context);
  const egg = { fromObjectTypeId: made.objectTypeId, toObjectTypeId: 'ticket', name: 'car_to_ticket' };
  const added = await schemas.createAssociation(made.name, egg);
  assert.deepEqual([added.name, added.toObjectTypeId], ['car_to_ticket', '0-5']);
  assert.ok(added.createdAt instanceof Date);
  await schemas.archiveAssociation(made.name, added.id);
  const { associations } = await schemas.getById(made.name);
  assert.ok(!associations.some(({ id }) => id === added.id));
});

test('a type goes when nobody is of it', async (context) => {
  const made = await newType(context);
  const car = await newRecord(made.name, { model: 'Frontier' });
  assert.equal((await refused(400, () => schemas.archive(made.name))).category, 'VALIDATION_ERROR');
  await records.archive(made.name, car.id);
  await schemas.archive(made.name);
  const body = await refused(400, () => newRecord(made.name, { model: 'Frontier' }));
  assert.equal(body.message, `Unable to infer object type from: ${made.name}`);
  await schemas.archive(made.name, true);
  const { results } = await schemas.getAll(true);
  assert.ok(!results.some(({ name }) => name === made.name));
});
