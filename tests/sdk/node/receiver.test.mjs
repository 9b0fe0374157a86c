// The example receiver, which verifies signatures by the official SDK, told of what really happens.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

import { connect, test, unique } from './harness.mjs';

const receiver = fileURLToPath(new URL('../../../examples/receiver/node/receiver.js', import.meta.url));
const modules = fileURLToPath(new URL('node_modules', import.meta.url));
const client = connect();

let app;
let child;
let output;
const lines = [];

/** Calls a path by the SDK, and returns the body. */
async function call(method, path, body) {
  const response = await client.apiRequest({ method, path, body });
  const text = await response.text();
  assert.ok(response.ok, `${path}: ${response.status} ${text}`);
  return text && JSON.parse(text);
}

/** Waits for the next line of the receiver that ends so; others are passed over. */
async function told(words) {
  for (;;) {
    while (lines.length) {
      if (lines.shift().endsWith(words)) return;
    }
    await once(output, 'line');
  }
}

before(async () => {
  app = await call('POST', '/_linchpin/v1/apps', { name: unique('Receiver'), scopes: ['*'] });
  const environment = { ...process.env, CLIENT_SECRET: app.clientSecret, PORT: '0', NODE_PATH: modules };
  child = spawn(process.execPath, [receiver], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  output = createInterface({ input: child.stdout });
  const [first] = await once(output, 'line');
  const targetUrl = `${first.split(' ').at(-1)}hooks?from=crm`;
  output.on('line', (line) => lines.push(line));
  await call('PUT', `/webhooks/v3/${app.id}/settings`, { targetUrl, throttling: { maxConcurrentRequests: 10 } });
  for (const [eventType, propertyName] of [['contact.creation'], ['contact.propertyChange', 'firstname'], ['contact.deletion']]) {
    const subscription = { eventType, propertyName, active: true };
    await call('POST', `/webhooks/v3/${app.id}/subscriptions`, subscription);
  }
});

after(() => child.kill());

test('a receiver is told what happens, signed', async () => {
  const { id } = await client.crm.contacts.basicApi.create({ properties: { firstname: 'Ada' } });
  await told(`contact.creation ${id}`);
  await client.crm.contacts.basicApi.update(id, { properties: { firstname: 'Grace' } });
  await told(`contact.propertyChange ${id} firstname = Grace`);
  await client.crm.contacts.basicApi.archive(id);
  await told(`contact.deletion ${id}`);
});

test('what was sent can be looked at, and is sent once more', async () => {
  const { id } = await client.crm.contacts.basicApi.create({ properties: {} });
  await told(`contact.creation ${id}`);
  const path = `/_linchpin/v1/webhooks/deliveries?app=${app.id}&objectId=${id}`;
  const { results } = await call('GET', path);
  assert.equal(results.length, 1);
  await call('POST', `/_linchpin/v1/webhooks/deliveries/${results[0].id}/replay`);
  await told(`contact.creation ${id}`);
});

test('events are made up', async () => {
  await call('POST', `/_linchpin/v1/webhooks/apps/${app.id}/test`, { eventType: 'deal.creation', objectId: 77 });
  await told('deal.creation 77');
});

test('what is signed by somebody else is refused', async () => {
  const { targetUrl } = await call('GET', `/webhooks/v3/${app.id}/settings`);
  const headers = { 'X-HubSpot-Signature-v3': 'x', 'X-HubSpot-Request-Timestamp': `${Date.now()}` };
  const refused = await fetch(targetUrl, { method: 'POST', body: '[]', headers });
  assert.equal(refused.status, 401);
});
