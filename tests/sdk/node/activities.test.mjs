// What activities tell of the records that they are about.

import assert from 'node:assert/strict';

import { connect, test, unique } from './harness.mjs';

const client = connect();
const dealToCall = 206;

test('deals count their calls by direction', async () => {
  const deal = await client.crm.deals.basicApi.create({ properties: { dealname: unique('Engines') }, associations: [] });
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: dealToCall }];
  const properties = { hs_timestamp: '2025-01-01T00:00:00Z', hs_call_direction: 'INBOUND' };
  const call = await client.crm.objects.calls.basicApi.create({ properties, associations: [{ to: { id: deal.id }, types }] });

  const names = ['hs_number_of_call_engagements', 'hs_number_of_inbound_calls', 'hs_number_of_outbound_calls'];
  const shown = async () => {
    const read = await client.crm.deals.basicApi.getById(deal.id, names);
    return names.map((name) => Number(read.properties[name] ?? 0));
  };
  assert.deepEqual(await shown(), [1, 1, 0]);
  await client.crm.objects.calls.basicApi.update(call.id, { properties: { hs_call_direction: 'OUTBOUND' } });
  assert.deepEqual(await shown(), [1, 0, 1]);
  await client.crm.objects.calls.basicApi.archive(call.id);
  assert.deepEqual(await shown(), [0, 0, 0]);
});
