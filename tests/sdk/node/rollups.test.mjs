// What records tell of the records that they are associated with.

import assert from 'node:assert/strict';

import { connect, test, unique } from './harness.mjs';

const client = connect();

test('a contact shows its primary company and what its deals made', async () => {
  const company = await client.crm.companies.basicApi.create({ properties: { name: unique('Acme') }, associations: [] });
  const email = `${unique('ada')}@example.com`;
  const contact = await client.crm.contacts.basicApi.create({ properties: { email }, associations: [] });
  const properties = { dealname: unique('Engines'), amount: '20', dealstage: 'closedwon' };
  const deal = await client.crm.deals.basicApi.create({ properties, associations: [] });
  const associate = client.crm.associations.v4.basicApi;
  await associate.createDefault('contacts', contact.id, 'companies', company.id);
  await associate.createDefault('contacts', contact.id, 'deals', deal.id);

  const names = ['associatedcompanyid', 'num_associated_deals', 'total_revenue', 'recent_deal_amount'];
  const shown = async () => {
    const read = await client.crm.contacts.basicApi.getById(contact.id, names);
    return names.map((name) => read.properties[name]);
  };
  assert.deepEqual(await shown(), [company.id, '1', '20', '20']);
  await client.crm.deals.basicApi.update(deal.id, { properties: { amount: '25' } });
  await associate.archive('contacts', contact.id, 'companies', company.id);
  assert.deepEqual(await shown(), ['', '1', '25', '25']);
});
