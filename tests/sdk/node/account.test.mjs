// What clients ask when they start, in the forms of today and in older ones, and what an account sets.

import assert from 'node:assert/strict';

import { accountId, connect, test, uniqueName } from './harness.mjs';

const client = connect();
const owners = client.crm.owners.ownersApi;
const units = client.settings.businessUnits.businessUnitApi;

/** The status and the JSON of a call that the SDK has no method for. */
async function call(method, path, body) {
  const response = await client.apiRequest({ method, path, body, defaultJson: true });
  const text = await response.text();
  return [response.status, text && JSON.parse(text)];
}

async function get(path) {
  const [status, body] = await call('GET', path);
  assert.equal(status, 200);
  return body;
}

test('an account says what it is', async () => {
  const details = await get('/account-info/v3/details');
  const me = await get('/integrations/v1/me');
  assert.equal(details.portalId, accountId);
  assert.deepEqual(
    [me.portalId, me.timeZone, me.currency, me.utcOffset],
    [accountId, details.timeZone, details.companyCurrency, details.utcOffset],
  );
  assert.deepEqual(await get('/account-info/2026-03/details'), details);
});

test('connectors read the properties of a type', async () => {
  for (const [path, today] of [
    ['/properties/v1/contacts/properties', 'contacts'],
    ['/properties/v2/deal/properties', 'deals'],
    ['/companies/v2/properties', 'companies'],
  ]) {
    // Other files make and archive properties at the same time.
    const before = await properties(today);
    const shown = new Set((await get(path)).map((property) => property.name));
    const after = await properties(today);
    const missing = [...before].filter((name) => after.has(name) && !shown.has(name));
    const unknown = [...shown].filter((name) => !before.has(name) && !after.has(name));
    assert.deepEqual([missing, unknown], [[], []]);
  }
  assert.ok((await get('/owners/v2/owners')).length > 0);
});

/** The names of the properties of a type; the older forms do not leave out what is sensitive. */
async function properties(objectType) {
  const { results } = await client.crm.properties.coreApi.getAll(objectType);
  for (const sensitivity of ['sensitive', 'highly_sensitive']) {
    results.push(...(await get(`/crm/v3/properties/${objectType}?dataSensitivity=${sensitivity}`)).results);
  }
  return new Set(results.map((property) => property.name));
}

test('a property is made and archived in the older form', async () => {
  const name = uniqueName('legacy');
  const path = '/properties/v1/contacts/properties';
  const property = { name, label: 'L', groupName: 'contactinformation', type: 'string', fieldType: 'text' };
  const [status, created] = await call('POST', path, property);
  assert.deepEqual([status, created.name, created.deleted], [200, name, false]);
  assert.equal((await client.crm.properties.coreApi.getByName('contacts', name)).label, 'L');
  assert.equal((await call('DELETE', `${path}/named/${name}`))[0], 204);
});

test('a user reaches the business units', async () => {
  const made = { name: uniqueName('brand'), logoUrl: 'https://example.com/logo.png', logoAltText: 'A logo' };
  assert.equal((await call('POST', '/_linchpin/v1/business-units', made))[0], 201);
  const [owner] = (await owners.getPage(undefined, undefined, 1)).results;
  const page = await units.getByUserID(String(owner.userId), ['logoMetadata'], [made.name]);
  assert.deepEqual(
    page.results.map((unit) => [unit.name, unit.logoMetadata.logoUrl]),
    [[made.name, made.logoUrl]],
  );
});

test('currencies have codes', async () => {
  const codes = (await get('/settings/v3/currencies/codes')).results.map((currency) => currency.currencyCode);
  const company = (await get('/settings/v3/currencies/company-currency')).currencyCode;
  assert.ok(codes.includes(company));
  // Rates are left alone here: from the first one on, every deal of the account has a currency.
  assert.equal((await get('/settings/v3/currencies/central-fx-rates/information')).centralExchangeRatesEnabled, false);
});
