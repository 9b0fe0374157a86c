// Webhooks: where an app wants its events, and which, by a developer key as well as by a token.

import assert from 'node:assert/strict';

import hubspot from '@hubspot/api-client';

import { assertError, baseUrl, connect, refused, test, unique } from './harness.mjs';

/** A call of what HubSpot has in its UI only. */
async function own(method, path, body) {
  const response = await connect().apiRequest({ method, path: `/_linchpin/v1/${path}`, body });
  assert.ok(response.ok, await response.clone().text());
  return response.json();
}

/** A private app that may read contacts, by its number. */
async function makeApp() {
  const { id } = await own('POST', 'apps', { name: unique('Receiver'), scopes: ['crm.objects.contacts.read'] });
  return Number(id);
}

const settings = { targetUrl: 'https://example.com/hooks', throttling: { maxConcurrentRequests: 10 } };

/** Goes through everything that can be said about the webhooks of an app. */
async function manage({ settingsApi, subscriptionsApi }, app) {
  const put = await settingsApi.configure(app, settings);
  assert.deepEqual([put.targetUrl, put.throttling.maxConcurrentRequests], ['https://example.com/hooks', 10]);
  assert.ok(put.createdAt instanceof Date);
  assert.equal((await settingsApi.getAll(app)).targetUrl, settings.targetUrl);

  const topic = { eventType: 'contact.propertyChange', propertyName: 'email' };
  const made = await subscriptionsApi.create(app, { ...topic, active: false });
  assert.deepEqual([made.eventType, made.propertyName, made.active], [topic.eventType, 'email', false]);
  const id = Number(made.id);
  assert.equal((await subscriptionsApi.update(id, app, { active: true })).active, true);
  const switched = await subscriptionsApi.updateBatch(app, { inputs: [{ id, active: false }] });
  assert.deepEqual(switched.results.map((one) => [one.id, one.active]), [[made.id, false]]);
  assert.equal((await subscriptionsApi.getById(id, app)).active, false);
  assert.deepEqual((await subscriptionsApi.getAll(app)).results.map((one) => one.id), [made.id]);
  await subscriptionsApi.archive(id, app);
  assertError(await refused(404, () => subscriptionsApi.getById(id, app)), `Subscription "${id}" does not exist`, 'OBJECT_NOT_FOUND');

  await settingsApi.clear(app);
  await refused(404, () => settingsApi.getAll(app));
}

test('webhooks are managed with a token', async () => {
  await manage(connect().webhooks, await makeApp());
});

test('webhooks are managed with a developer key', async () => {
  const { token: developerApiKey } = await own('POST', 'developer-key/rotate', {});
  const client = new hubspot.Client({ developerApiKey, basePath: baseUrl });
  await manage(client.webhooks, await makeApp());
  const other = new hubspot.Client({ developerApiKey: `${developerApiKey}x`, basePath: baseUrl });
  await refused(401, () => other.webhooks.settingsApi.getAll(1));
});

test('what an app may not be told is refused', async () => {
  const app = await makeApp();
  const { subscriptionsApi } = connect().webhooks;
  const body = await refused(400, () => subscriptionsApi.create(app, { eventType: 'deal.creation', active: true }));
  assert.deepEqual({ ...body.context }, { requiredScopes: ['crm.objects.deals.read'] });
});
