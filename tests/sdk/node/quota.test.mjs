// Limits of calls, and how the client itself waits once they are reached; in an account that nobody else uses.

import assert from 'node:assert/strict';

import hubspot from '@hubspot/api-client';

import { baseUrl, refused, test, token } from './harness.mjs';

/** Sends a request of our own. */
async function send(method, path, body, as) {
  const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
  const options = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
  return fetch(`${baseUrl}${path}`, options);
}

/** A token of a new account with these settings. */
async function limited(settings) {
  const made = await send('POST', '/_linchpin/v1/accounts', {}, token);
  const own = (await made.json()).token;
  for (const [name, value] of Object.entries(settings)) {
    const answer = await send('PUT', `/_linchpin/v1/account/settings/${name}`, { value }, own);
    assert.equal(answer.status, 204);
  }
  return own;
}

test('the client waits a second for searches and goes on', async () => {
  const own = await limited({ tier: 'free', 'search-per-second': '1' });
  const client = new hubspot.Client({ accessToken: own, basePath: baseUrl, numberOfApiCallRetries: 3 });
  const search = () => client.crm.contacts.searchApi.doSearch({ limit: 1 });
  for (const page of [await search(), await search()]) {
    assert.equal(page.total, 0);
  }
  // Without waiting there is an error.
  const path = '/crm/v3/objects/contacts/search';
  const answers = await Promise.all([1, 2].map(() => send('POST', path, {}, own)));
  const statuses = answers.map((answer) => answer.status);
  assert.ok(statuses.includes(429), `${statuses}`);
});

test('the client is told which limit it reached', async () => {
  const own = await limited({ tier: 'free' });
  const calls = Array.from({ length: 100 }, () => send('GET', '/crm/v3/owners', undefined, own));
  await Promise.all(calls);
  const client = new hubspot.Client({ accessToken: own, basePath: baseUrl });
  const body = await refused(429, () => client.crm.contacts.basicApi.getPage());
  assert.equal(body.policyName, 'TEN_SECONDLY_ROLLING');
  assert.equal(body.message, 'You have reached your ten_secondly_rolling limit.');
  const answer = await send('GET', '/crm/v3/owners', undefined, own);
  assert.equal(answer.headers.get('x-hubspot-ratelimit-remaining'), '0');
});
