// Limits tracking, the object library and validation rules: the SDK calls them by their paths.

import assert from 'node:assert/strict';

import { connect, invalidValues, refused, test, uniqueName } from './harness.mjs';
import { group, haveKey, propertiesApi, textProperty } from './kinds.mjs';

const client = connect();

/** Makes a call of a path, and returns its status and body. */
async function call(method, path, body) {
  const response = await client.apiRequest({ method, path, body });
  const text = await response.text();
  return [response.status, text && JSON.parse(text)];
}

async function read(path) {
  const [status, body] = await call('GET', path);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

const ofType = (list, id) => list.find((type) => type.objectTypeId === id);

test('usage follows what is made', async () => {
  await haveKey('deals');
  const custom = () => read('/crm/v3/limits/custom-properties');
  const before = await custom();
  const name = uniqueName('counted');
  await propertiesApi().coreApi.create('deals', textProperty(name));
  const after = await custom();
  assert.ok(after.overallUsage > before.overallUsage);
  const [now, then] = [after, before].map((answer) => ofType(answer.byObjectType, '0-3'));
  assert.deepEqual([now.pluralLabel, now.limit], ['Deals', then.limit]);
  assert.ok(now.usage > then.usage && now.percentage >= then.percentage);
});

test('every limit is told', async () => {
  const records = await read('/crm/v3/limits/records');
  assert.ok(ofType(records.hubspotDefinedObjectTypes, '0-1').limit > 0);
  assert.ok(records.customObjectTypes.overallLimit > 0);
  for (const list of ['pipelines', 'calculated-properties', 'custom-object-types']) {
    const body = await read(`/crm/v3/limits/${list}`);
    assert.ok((body.limit ?? body.overallLimit ?? body.customObjectTypes.overallLimit) > 0, list);
  }
});

test('few associations are near no limit', async () => {
  assert.ok(Array.isArray((await read('/crm/v3/limits/associations/labels')).results));
  assert.deepEqual(await read('/crm/v3/limits/associations/records/from'), { results: [] });
  assert.deepEqual(await read('/crm/v3/limits/associations/records/0-1/to'), { results: [] });
  const between = await read('/crm/v3/limits/associations/records/0-1/0-2');
  assert.deepEqual([between.totalRecordsAtLimit, between.atLimitFromRecordSamples], [0, []]);
});

test('the types of the object library can be used', async () => {
  const { enablementByObjectTypeId } = await read('/crm/v3/object-library/enablement');
  assert.deepEqual(Object.keys(enablementByObjectTypeId).sort(), ['0-162', '0-410', '0-420', '0-421']);
  assert.deepEqual(await read('/crm/v3/object-library/enablement/0-162'), { enablement: true });
});

test('validation rules refuse values', async () => {
  await haveKey('deals');
  const name = uniqueName('short');
  await propertiesApi().coreApi.create('deals', textProperty(name, { groupName: group }));
  const rules = `/crm/v3/property-validations/0-3/${name}`;
  const [status] = await call('PUT', `${rules}/rule-type/MAX_LENGTH`, { ruleArguments: ['3'] });
  assert.equal(status, 204);
  assert.deepEqual(await read(rules), { results: [{ ruleType: 'MAX_LENGTH', ruleArguments: ['3'] }] });
  const create = (value) => client.crm.deals.basicApi.create({ properties: { dealname: 'x', [name]: value } });
  await create('abc');
  const body = await refused(400, () => create('abcd'));
  assert.deepEqual(invalidValues(body).map((value) => value.name), [name]);
});
