// Property definitions and their groups, of every type.

import assert from 'node:assert/strict';

import { assertError, assertSameMembers, invalidValues, refused, test, uniqueName } from './harness.mjs';
import { always, callsOf, group, haveKey, kinds, propertiesApi, textProperty } from './kinds.mjs';

const { coreApi, batchApi, groupsApi } = propertiesApi();

const choice = (name, ...values) =>
  textProperty(name, {
    type: 'enumeration',
    fieldType: 'select',
    options: values.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })),
  });

for (const kind of kinds) {
  const type = kind.name;

  test(`${type}: the list of properties is whole and sorted`, async () => {
    const names = (await coreApi.getAll(type)).results.map((property) => property.name);
    assert.deepEqual(names, [...names].sort());
    for (const name of [...always(kind), ...Object.keys(kind.change), kind.blank]) assert.ok(names.includes(name), name);
  });

  test(`${type}: HubSpot's own properties say so`, async () => {
    const property = await coreApi.getByName(type, kind.created);
    assert.equal(property.hubspotDefined, true);
    assert.equal(property.type, 'datetime');
    assert.equal(property.modificationMetadata.readOnlyDefinition, true);
  });

  test(`${type}: a property is created, read, updated and archived`, async () => {
    await haveKey(type);
    const name = uniqueName('text');
    const created = await coreApi.create(type, textProperty(name, { description: 'Why' }));
    assert.deepEqual(
      [created.name, created.label, created.description, created.type, created.fieldType, created.groupName],
      [name, 'Some text', 'Why', 'string', 'text', group],
    );
    assert.deepEqual(await coreApi.getByName(type, name), created);

    const updated = await coreApi.update(type, name, { label: 'Other text' });
    assert.equal(updated.label, 'Other text');
    assert.deepEqual(updated.createdAt, created.createdAt);

    await coreApi.archive(type, name);
    assert.equal((await refused(404, () => coreApi.getByName(type, name))).category, 'OBJECT_NOT_FOUND');
    assert.equal((await coreApi.getByName(type, name, true)).archived, true);

    const again = await coreApi.create(type, textProperty(name, { label: 'Once more' }));
    assert.equal(again.label, 'Once more');
    assert.deepEqual(again.createdAt, created.createdAt);
  });

  test(`${type}: options keep their order and bound the values`, async () => {
    await haveKey(type);
    const name = uniqueName('choice');
    const created = await coreApi.create(type, choice(name, 'small', 'large', 'huge'));
    assert.deepEqual(created.options.map((option) => option.value), ['small', 'large', 'huge']);

    const calls = callsOf(kind);
    const { id, properties } = await calls.create({ ...kind.example(), [name]: 'large' });
    assert.equal(properties[name], 'large');
    const [item] = invalidValues(await refused(400, () => calls.update(id, { [name]: 'tiny' })));
    assert.equal(item.message, 'tiny was not one of the allowed options: [small, large, huge]');
  });

  test(`${type}: a calculated value follows what it is calculated from`, async () => {
    await haveKey(type);
    const [size, label] = [uniqueName('size'), uniqueName('label')];
    await coreApi.create(type, textProperty(size, { type: 'number', fieldType: 'number' }));
    const calculationFormula = `if ${size} >= 10 then 'large' else 'small'`;
    const formula = textProperty(label, { fieldType: 'calculation_equation', calculationFormula });
    const created = await coreApi.create(type, formula);
    assert.deepEqual([created.calculated, created.calculationFormula], [true, calculationFormula]);

    const calls = callsOf(kind);
    const { id, properties } = await calls.create({ ...kind.example(), [size]: '10' });
    assert.equal(properties[label], 'large');
    assert.equal((await calls.update(id, { [size]: '9.5' })).properties[label], 'small');
    const [item] = invalidValues(await refused(400, () => calls.update(id, { [label]: 'x' })));
    assert.equal(item.message, `"${label}" is a calculated property; its value cannot be set.`);
  });

  test(`${type}: a property's name is taken once`, async () => {
    await haveKey(type);
    const name = uniqueName('text');
    await coreApi.create(type, textProperty(name));
    const body = await refused(409, () => coreApi.create(type, textProperty(name)));
    assertError(body, `A property named '${name}' already exists.`, 'OBJECT_ALREADY_EXISTS');
    assert.equal(body.subCategory, 'Properties.PROPERTY_WITH_NAME_EXISTS');
  });

  test(`${type}: a batch of properties is created, read and archived`, async () => {
    await haveKey(type);
    const names = [uniqueName('text'), uniqueName('text')];
    const inputs = names.map((name) => ({ name }));
    const created = await batchApi.create(type, { inputs: names.map((name) => textProperty(name)) });
    assert.equal(created.status, 'COMPLETE');
    assertSameMembers(created.results.map((property) => property.name), names);
    const read = await batchApi.read(type, { inputs, archived: false });
    assertSameMembers(read.results.map((property) => property.name), names);
    await batchApi.archive(type, { inputs });
    for (const name of names) await refused(404, () => coreApi.getByName(type, name));
  });

  test(`${type}: a batch of properties creates what it can`, async () => {
    await haveKey(type);
    const [taken, free] = [uniqueName('text'), uniqueName('text')];
    await coreApi.create(type, textProperty(taken));
    const batch = await batchApi.create(type, { inputs: [textProperty(taken), textProperty(free)] });
    assert.deepEqual(batch.results.map((property) => property.name), [free]);
    assert.equal(batch.numErrors, 1);
    const message = `A property named '${taken}' already exists.`;
    assertError(batch.errors[0], message, 'OBJECT_ALREADY_EXISTS', { name: [taken] });
  });

  test(`${type}: a group is created, read, updated and archived`, async () => {
    const name = uniqueName('group');
    const created = await groupsApi.create(type, { name, label: 'Some group', displayOrder: 7 });
    assert.deepEqual({ ...created }, { archived: false, name, displayOrder: 7, label: 'Some group' });
    assert.deepEqual(await groupsApi.getByName(type, name), created);
    assert.equal((await groupsApi.update(type, name, { label: 'Renamed' })).label, 'Renamed');

    const taken = await refused(409, () => groupsApi.create(type, { name, label: 'x' }));
    assertError(taken, `A property group named '${name}' already exists.`, 'OBJECT_ALREADY_EXISTS');

    await groupsApi.archive(type, name);
    const names = (await groupsApi.getAll(type)).results.map((each) => each.name);
    assert.ok(!names.includes(name) && names.length > 0);
  });

  test(`${type}: a group in use cannot go`, async () => {
    const name = uniqueName('group');
    await groupsApi.create(type, { name, label: 'In use' });
    await coreApi.create(type, textProperty(uniqueName('text'), { groupName: name }));
    const body = await refused(400, () => groupsApi.archive(type, name));
    assert.ok(body.message.includes("Can't delete or purge a group with active properties"), body.message);
  });
}
