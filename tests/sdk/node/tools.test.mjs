// What no sandbox has, as the tests of an integration use it: an account of its own, reset before every test.

import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';

import hubspot from '@hubspot/api-client';

import { baseUrl, connect, refused, test } from './harness.mjs';

let account;
let client;

/** Calls one of the server's own paths by the SDK, and returns the status and the body. */
async function call(method, path, body, by = client) {
  const response = await by.apiRequest({ method, path: `/_linchpin/v1${path}`, body });
  const text = await response.text();
  return [response.status, text && JSON.parse(text)];
}

const create = (email) => client.crm.contacts.basicApi.create({ properties: { email } });
const page = (by = client) => by.crm.contacts.basicApi.getPage();

before(async () => {
  const [status, made] = await call('POST', '/accounts', { name: 'A suite' }, connect());
  assert.equal(status, 201);
  account = made;
  client = connect(account.token);
});

beforeEach(async () => {
  assert.equal((await call('POST', '/reset'))[0], 204);
});

after(async () => {
  assert.equal((await call('DELETE', `/accounts/${account.accountId}`))[0], 204);
});

for (const time of ['first', 'second']) {
  test(`a test begins with nothing, the ${time} time`, async () => {
    assert.deepEqual((await page()).results, []);
    await create('grace@example.com');
  });
}

test('an account is taken back', async () => {
  const grace = await create('grace@example.com');
  const [status, snapshot] = await call('POST', '/snapshots', {});
  assert.deepEqual([status, snapshot.records], [201, 1]);
  await client.crm.contacts.basicApi.archive(grace.id);
  assert.equal((await call('POST', `/snapshots/${snapshot.id}/restore`))[0], 200);
  assert.deepEqual((await page()).results.map((contact) => contact.id), [grace.id]);
});

test('the client tries again', async () => {
  const patient = new hubspot.Client({ accessToken: account.token, basePath: baseUrl, numberOfApiCallRetries: 3 });
  const fault = { operation: 'crm.objects.list', times: 2, effect: { status: 503 } };
  await call('PUT', '/faults/down', fault);
  assert.deepEqual((await page(patient)).results, []);
  assert.equal((await call('GET', '/faults'))[1].results[0].struck, 2);
  await call('PUT', '/faults/down', { ...fault, times: 1, effect: { status: 429, policyName: 'SECONDLY' } });
  assert.deepEqual((await page(patient)).results, []);
});

test('a call that is one too many says so', async () => {
  await call('PUT', '/faults/busy', { effect: { status: 429 } });
  const body = await refused(429, () => page());
  assert.equal(body.message, 'You have reached your ten_secondly_rolling limit.');
});

test('time is what the test says', async () => {
  await call('PUT', '/clock', { now: '2031-05-06T07:08:09Z', frozen: true });
  assert.equal((await create('grace@example.com')).properties.createdate, '2031-05-06T07:08:09Z');
});
