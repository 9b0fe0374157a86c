// Who may call, and how the client itself looks at answers.

import assert from 'node:assert/strict';

import hubspot from '@hubspot/api-client';

import { assertError, baseUrl, connect, refused, test, token } from './harness.mjs';
import { callsOf, kinds } from './kinds.mjs';

const message =
  'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at ' +
  'https://developers.hubspot.com/docs/methods/auth/oauth-overview';

for (const [what, wrong] of [
  ['an unknown', 'pat-na1-00000000-0000-0000-0000-000000000000'],
  ['a malformed', 'nonsense'],
  ['a nearly right', `${token}x`],
]) {
  test(`${what} token is refused`, async () => {
    const client = connect(wrong);
    const contacts = callsOf(kinds[0], client);
    for (const call of [
      () => contacts.page(),
      () => contacts.create({ email: 'grace@example.com' }),
      () => contacts.readBatch(['1']),
      () => client.crm.properties.coreApi.getAll('contacts'),
      () => client.crm.properties.groupsApi.getAll('contacts'),
    ]) {
      assertError(await refused(401, call), message, 'INVALID_AUTHENTICATION');
    }
  });
}

test('a missing token is refused', async () => {
  const client = new hubspot.Client({ basePath: baseUrl });
  assertError(await refused(401, () => client.crm.contacts.basicApi.getPage()), message, 'INVALID_AUTHENTICATION');
});

test('an unknown object type is named', async () => {
  const calls = callsOf({ ...kinds[0], as: 'butterflies' });
  for (const call of [() => calls.page(), () => calls.read('1'), () => calls.create({ name: 'x' })]) {
    assertError(await refused(400, call), 'Unable to infer object type from: butterflies');
  }
});

test('what a type requires is told', async () => {
  const body = await refused(400, () => callsOf(kinds[3]).create({ subject: 'No stage' }));
  const required = 'Error creating TICKET. Some required properties were not set.';
  assertError(body, required, 'VALIDATION_ERROR', { properties: ['hs_pipeline_stage'] });
});

test('free requests go to the same host', async () => {
  const response = await connect().apiRequest({ method: 'GET', path: '/crm/v3/objects/contacts', qs: { limit: 1 } });
  assert.equal(response.status, 200);
  assert.ok(Array.isArray((await response.json()).results));
});

test('a rotated token works for its grace', async () => {
  const post = async (path, body) => {
    const response = await connect().apiRequest({ method: 'POST', path: `/_linchpin/v1/apps${path}`, body });
    return response.json();
  };
  const read = (value) => connect(value).crm.contacts.basicApi.getPage(1);
  const made = await post('', { name: 'Rotated', scopes: ['crm.objects.contacts.read'] });
  const rotate = async (graceSeconds) => (await post(`/${made.id}/tokens/rotate`, { graceSeconds })).token;
  const second = await rotate(3600);
  await read(made.token);
  await read(second);
  const last = await rotate(0);
  for (const old of [made.token, second]) {
    assertError(await refused(401, () => read(old)), message, 'INVALID_AUTHENTICATION');
  }
  await read(last);
});

test('sensitive values ask for scopes of their own', async () => {
  const name = `passport_${Date.now()}`;
  const tokenOf = async (scopes) => {
    const body = { name: 'Reader', scopes: ['crm.objects.contacts.read', ...scopes] };
    const made = await connect().apiRequest({ method: 'POST', path: '/_linchpin/v1/apps', body });
    return (await made.json()).token;
  };
  // The SDK's model of a new property leaves out how sensitive it is.
  const kind = { type: 'string', fieldType: 'text', groupName: 'contactinformation', dataSensitivity: 'sensitive' };
  const definition = { name, label: name, ...kind };
  await connect().apiRequest({ method: 'POST', path: '/crm/v3/properties/contacts', body: definition });
  const made = await connect().crm.contacts.basicApi.create({ properties: { [name]: 'C01X00T47' } });
  const read = (value) => connect(value).crm.contacts.basicApi.getById(made.id, [name]);
  const body = await refused(403, async () => read(await tokenOf([])));
  assert.equal(body.category, 'MISSING_SCOPES');
  const scope = 'crm.objects.contacts.sensitive.read';
  assert.deepEqual(body.errors[0].context.requiredGranularScopes, [`${scope}.v2`, scope]);
  assert.equal((await read(await tokenOf([scope]))).properties[name], 'C01X00T47');
});
