// OAuth 2.0: the SDK's own helpers, and Passport's strategy for HubSpot.

import assert from 'node:assert/strict';

import passport from 'passport';
import { Strategy } from 'passport-hubspot-oauth2';

import { accountId, baseUrl, connect, refused, test, token, unique } from './harness.mjs';

const redirectUrl = 'http://localhost:3000/callback';
const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];

/** A call of what Linchpin has and HubSpot has in its UI only. */
async function own(path, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${baseUrl}/_linchpin/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(response.ok, await response.clone().text());
  return response.json();
}

/** A new public app. */
function makeApp() {
  return own('apps', { name: unique('Connector'), type: 'PUBLIC', scopes, redirectUrls: [redirectUrl] });
}

/** The code for which the link of an app asks, as the consent page would send it back. */
async function consent(link) {
  const { code } = await own('oauth/authorizations', Object.fromEntries(new URL(link).searchParams));
  return code;
}

test('an app is let in, refreshes, asks about its tokens and leaves', async () => {
  const { clientId, clientSecret, id } = await makeApp();
  const { oauth } = connect();
  const link = oauth.getAuthorizationUrl(clientId, redirectUrl, scopes.join(' '), undefined, 'a state');
  const code = await consent(link);

  const exchange = () => oauth.tokensApi.create('authorization_code', code, redirectUrl, clientId, clientSecret);
  const { accessToken, refreshToken, expiresIn, tokenType } = await exchange();
  assert.deepEqual([expiresIn, tokenType], [1800, 'bearer']);
  const known = await oauth.accessTokensApi.get(accessToken);
  assert.deepEqual(
    [known.hubId, known.appId, known.token, known.tokenType, known.scopes],
    [accountId, Number(id), accessToken, 'access', ['oauth', ...scopes]],
  );
  const contact = await connect(accessToken).crm.contacts.basicApi.create({ properties: { email: `${unique('ada')}@example.com` } });
  assert.equal(contact.properties.hs_object_source_id, id);
  await refused(403, () => connect(accessToken).crm.companies.basicApi.getPage());

  const refresh = () => oauth.tokensApi.create('refresh_token', undefined, undefined, clientId, clientSecret, refreshToken);
  const refreshed = await refresh();
  assert.equal(refreshed.refreshToken, refreshToken);
  assert.notEqual(refreshed.accessToken, accessToken);
  const behind = await oauth.refreshTokensApi.get(refreshToken);
  assert.deepEqual([behind.clientId, behind.hubId, behind.tokenType], [clientId, accountId, 'refresh']);
  await oauth.refreshTokensApi.archive(refreshToken);
  assert.equal((await refused(400, refresh)).message, 'refresh token is invalid, expired or revoked');
  await refused(404, () => oauth.refreshTokensApi.get(refreshToken));

  const own = connect(refreshed.accessToken);
  await own.apiRequest({ method: 'DELETE', path: '/appinstalls/v3/external-install' });
  await refused(401, () => own.crm.contacts.basicApi.getPage());
});

test('a code counts once', async () => {
  const { clientId, clientSecret } = await makeApp();
  const { oauth } = connect();
  const code = await consent(oauth.getAuthorizationUrl(clientId, redirectUrl, scopes.join(' ')));
  const exchange = () => oauth.tokensApi.create('authorization_code', code, redirectUrl, clientId, clientSecret);
  const { accessToken } = await exchange();
  assert.equal((await refused(400, exchange)).message, 'missing or unknown auth code');
  await refused(401, () => connect(accessToken).crm.contacts.basicApi.getPage());
});

/** What Passport's strategy makes of a request of somebody's browser. */
function authenticate(strategy, request, options) {
  return new Promise((resolve, reject) => {
    const attempt = Object.create(strategy);
    attempt.redirect = (location) => resolve({ location });
    attempt.success = (user) => resolve({ user });
    attempt.fail = (challenge) => reject(new Error(JSON.stringify(challenge)));
    attempt.error = reject;
    attempt.authenticate(request, options);
  });
}

test('Passport signs people in', async () => {
  const { clientId, clientSecret } = await makeApp();
  const strategy = new Strategy(
    {
      clientID: clientId,
      clientSecret,
      callbackURL: redirectUrl,
      authorizationURL: `${baseUrl}/oauth/authorize`,
      tokenURL: `${baseUrl}/oauth/v1/token`,
    },
    (accessToken, refreshToken, profile, done) => done(null, { accessToken, refreshToken, profile }),
  );
  // The strategy has no option for this host.
  const get = strategy._oauth2.get.bind(strategy._oauth2);
  strategy._oauth2.get = (url, ...rest) => get(url.replace('https://api.hubapi.com', baseUrl), ...rest);
  passport.use(strategy);

  const { location } = await authenticate(strategy, { query: {} }, { scope: scopes, state: 'kept' });
  assert.equal(new URL(location).searchParams.get('state'), 'kept');
  const code = await consent(location);
  const { user } = await authenticate(strategy, { query: { code, state: 'kept' } }, {});
  assert.deepEqual([user.profile.provider, user.profile.hub_id], ['hubspot', accountId]);
  assert.equal((await connect(user.accessToken).crm.contacts.basicApi.getPage(1)).results.length <= 1, true);
});
