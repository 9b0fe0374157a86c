// The whole way of an app: sign in, consent, code, tokens, calls, refreshing, revoking, leaving.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { admin, baseUrl, browse, call, picture, setupUrl, submit } from './harness.mjs';

/** An app that waits for browsers which come back; `arrival()` is what the next one brings. */
async function listen() {
  const arrivals = [];
  const waiting = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/callback') (waiting.shift() ?? ((query) => arrivals.push(query)))(url.searchParams);
    response.end('<title>back</title>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const arrival = () => (arrivals.length ? arrivals.shift() : new Promise((resolve) => waiting.push(resolve)));
  return { redirectUrl: `http://localhost:${server.address().port}/callback`, arrival, close: () => server.close() };
}

/** Exchanges something for tokens. */
async function exchange(app, redirectUrl, fields) {
  const client = { client_id: app.clientId, client_secret: app.clientSecret, redirect_uri: redirectUrl };
  const body = new URLSearchParams({ ...client, ...fields });
  const response = await fetch(`${baseUrl}/oauth/v1/token`, { method: 'POST', body });
  return { ...(await response.json()), status: response.status };
}

test('somebody signs in, lets an app in, and the app goes its whole way', async () => {
  const { redirectUrl, arrival, close } = await listen();
  const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];
  const made = await call('POST', '/_linchpin/v1/apps', {
    name: 'Postbox & Sons', type: 'PUBLIC', scopes, optionalScopes: ['crm.objects.deals.read'], redirectUrls: [redirectUrl],
  });
  const app = await made.json();
  const asked = { client_id: app.clientId, redirect_uri: redirectUrl, scope: scopes.join(' '), state: 'kept & safe' };
  const link = `${baseUrl}/oauth/authorize?${new URLSearchParams({ ...asked, optional_scope: 'crm.objects.deals.read' })}`;

  let code;
  await browse(async (page) => {
    const violations = [];
    page.on('console', (message) => message.text().includes('Content Security Policy') && violations.push(message.text()));
    await page.goto(setupUrl);
    await submit(page, { email: admin.email, password: admin.password, again: admin.password }, 'Go on');
    await submit(page, {}, 'Sign out');

    await page.goto(link);
    assert.match(page.url(), /\/login\?next=/);
    await submit(page, admin, 'Sign in');
    assert.match(await page.$eval('h1', (heading) => heading.textContent), /Connect Postbox & Sons\?/);
    assert.equal((await page.$$('.scopes li')).length, 3);
    await picture(page, 'consent');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await picture(page, 'consent-dark');

    await submit(page, {}, 'Cancel');
    const denied = await arrival();
    assert.deepEqual([denied.get('error'), denied.get('state')], ['access_denied', 'kept & safe']);

    await page.goto(link);
    await submit(page, {}, 'Connect app');
    assert.equal(await page.title(), 'back');
    const granted = await arrival();
    assert.equal(granted.get('state'), 'kept & safe');
    code = granted.get('code');

    await page.goto(`${baseUrl}/oauth/authorize?client_id=nobody`);
    assert.equal(await page.$eval('h1', (heading) => heading.textContent), 'This app cannot be connected');
    await picture(page, 'consent-refused');
    assert.deepEqual(violations, []);
  });
  close();

  const tokens = await exchange(app, redirectUrl, { grant_type: 'authorization_code', code });
  assert.deepEqual(tokens.scopes, ['oauth', ...scopes, 'crm.objects.deals.read']);
  const contacts = (accessToken) => call('GET', '/crm/v3/objects/contacts', undefined, accessToken);
  assert.equal((await contacts(tokens.access_token)).status, 200);
  const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
  const refreshed = await exchange(app, redirectUrl, refresh);
  assert.equal((await contacts(refreshed.access_token)).status, 200);
  const known = await (await fetch(`${baseUrl}/oauth/v1/access-tokens/${refreshed.access_token}`)).json();
  assert.equal(known.user, admin.email);
  assert.equal((await fetch(`${baseUrl}/oauth/v1/refresh-tokens/${tokens.refresh_token}`, { method: 'DELETE' })).status, 204);
  assert.equal((await exchange(app, redirectUrl, refresh)).status, 400);
  const left = await call('DELETE', '/appinstalls/v3/external-install', undefined, refreshed.access_token);
  assert.equal(left.status, 204);
  assert.equal((await contacts(refreshed.access_token)).status, 401);
});
