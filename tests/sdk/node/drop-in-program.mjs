// A program that calls HubSpot and knows nothing of Linchpin.

import hubspot from '@hubspot/api-client';

const client = new hubspot.Client({ accessToken: process.env.HUBSPOT_TOKEN });
const { basicApi } = client.crm.contacts;

try {
  const made = await basicApi.create({ properties: { email: process.env.EMAIL } });
  await basicApi.create({ properties: {} });
  const read = await basicApi.getById(made.id, ['email']);
  const page = await basicApi.getPage(1);
  console.log(JSON.stringify({ email: read.properties.email, link: page.paging.next.link }));
} catch (error) {
  console.log(JSON.stringify({ refused: `${error.cause?.code} ${error.cause?.message} ${error.message}` }));
}
