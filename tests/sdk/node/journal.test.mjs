// The webhooks journal, for which this version of the SDK has no client of its own: by its generic request.

import assert from 'node:assert/strict';

import { accountId, connect, test, unique } from './harness.mjs';

const journal = '/webhooks-journal/journal/2026-03';

/** How long an event may take, in milliseconds: far longer than it does. */
const patience = 30_000;

/** A call of a client that has to succeed; nothing where there is no body. */
async function call(client, method, path, body) {
  const response = await client.apiRequest({ method, path, body });
  const text = await response.text();
  assert.ok(response.ok, text);
  return response.status === 204 ? undefined : JSON.parse(text);
}

/** Reads one file: what it tells, with its offset; nothing at the end. */
async function readFile(client, offset) {
  const place = await call(client, 'GET', offset ? `${journal}/offset/${offset}/next` : `${journal}/earliest`);
  if (place === undefined) return undefined;
  // The link is all that it takes.
  const file = await (await fetch(place.url, { method: 'GET' })).json();
  assert.equal(file.offset, place.currentOffset);
  return file;
}

test('what happens is read from the earliest file to the end', async () => {
  // An app has a journal of its own, so that nobody else's subscriptions are in it.
  const app = { name: unique('Follower'), type: 'PRIVATE', scopes: ['*'] };
  const client = connect((await call(connect(), 'POST', '/_linchpin/v1/apps', app)).token);
  assert.equal(await readFile(client), undefined);
  const wanted = { subscriptionType: 'OBJECT', portalId: accountId, objectTypeId: '0-1', actions: ['CREATE', 'DELETE'] };
  const made = await call(client, 'POST', '/webhooks-journal/subscriptions/2026-03', wanted);
  assert.deepEqual([made.portalId, made.actions], [accountId, wanted.actions]);

  const contacts = client.crm.contacts.basicApi;
  const { id } = await contacts.create({ properties: { firstname: 'Ada' } });
  await contacts.archive(id);
  const files = [];
  const told = () => files.flatMap((file) => file.journalEvents).filter((event) => event.objectId === Number(id));
  const deadline = Date.now() + patience;
  while (told().length < 2 && Date.now() < deadline) {
    const file = await readFile(client, files.at(-1)?.offset);
    if (file) files.push(file);
  }
  assert.deepEqual(told().map((event) => event.action), ['CREATE', 'DELETE']);
  assert.equal(told()[0].propertyChanges.firstname, 'Ada');

  const inputs = files.map((file) => file.offset).slice(0, 100);
  const { results } = await call(client, 'POST', `${journal}/batch/read`, { inputs });
  assert.deepEqual(results.map((place) => place.currentOffset), inputs);
  const earliest = await call(client, 'GET', `${journal}/batch/earliest/1`);
  assert.deepEqual(earliest.results.map((place) => place.currentOffset), inputs.slice(0, 1));
});
