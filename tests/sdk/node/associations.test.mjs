// Associations and their labels, by every call that the SDK has for them.

import assert from 'node:assert/strict';

import { connect, noSuchId, refused, test, unique, uniqueName } from './harness.mjs';

const primary = 1;
const unlabeled = 279;
const client = connect();
const { v4 } = client.crm.associations;

const spec = (associationTypeId, associationCategory = 'HUBSPOT_DEFINED') => ({ associationCategory, associationTypeId });

async function newContact(associations = []) {
  const properties = { email: `${unique('grace')}@example.com` };
  return (await client.crm.contacts.basicApi.create({ properties, associations })).id;
}

async function newCompany() {
  const properties = { name: unique('Compilers') };
  return (await client.crm.companies.basicApi.create({ properties, associations: [] })).id;
}

/** The types of a contact's companies, by company. */
async function types(contact) {
  const page = await v4.basicApi.getPage('contacts', contact, 'companies');
  const rows = page.results.map((row) => [String(row.toObjectId), row.associationTypes.map((type) => type.typeId)]);
  return Object.fromEntries(rows);
}

test('one pair is associated, labelled and archived', async () => {
  const [contact, company] = [await newContact(), await newCompany()];
  const done = await v4.basicApi.create('contacts', contact, 'companies', company, [spec(unlabeled)]);
  assert.equal(String(done.toObjectId), company);
  assert.deepEqual(done.labels, []);
  assert.deepEqual(await types(contact), { [company]: [primary, unlabeled] });
  const both = await v4.basicApi.createDefault('contacts', contact, 'companies', company);
  assert.deepEqual(both.results.map((row) => row.associationSpec.associationTypeId), [unlabeled, 280]);
  await v4.basicApi.archive('contacts', contact, 'companies', company);
  assert.deepEqual(await types(contact), {});
});

test('batches create, read, take labels and archive', async () => {
  const [contact, company, other] = [await newContact(), await newCompany(), await newCompany()];
  const pair = (to, type) => ({ _from: { id: contact }, to: { id: to }, types: [spec(type)] });
  const inputs = [pair(company, unlabeled), pair(other, primary)];
  const created = await v4.batchApi.create('contacts', 'companies', { inputs });
  assert.deepEqual(created.results.map((row) => row.labels), [[], ['Primary']]);
  const wanted = { inputs: [{ id: contact }, { id: noSuchId }] };
  const read = await v4.batchApi.getPage('contacts', 'companies', wanted);
  assert.equal(read.results.length, 1);
  assert.equal(read.errors[0].message, `No company is associated with contact ${noSuchId}.`);
  await v4.batchApi.archiveLabels('contacts', 'companies', { inputs: [inputs[1]] });
  assert.deepEqual(await types(contact), { [company]: [unlabeled], [other]: [unlabeled] });
  await v4.batchApi.archive('contacts', 'companies', { inputs: [{ _from: { id: contact }, to: [{ id: other }] }] });
  assert.deepEqual(await types(contact), { [company]: [unlabeled] });
  const pairs = { inputs: [{ _from: { id: other }, to: { id: contact } }] };
  const both = await v4.batchApi.createDefault('companies', 'contacts', pairs);
  assert.deepEqual(both.results.map((row) => row.associationSpec.associationTypeId), [280, unlabeled]);
});

test('labels are defined, used, changed and deleted', async () => {
  const { definitionsApi } = v4.schema;
  const [contact, company] = [await newContact(), await newCompany()];
  const label = { name: uniqueName('employment'), label: 'Employer', inverseLabel: 'Employee' };
  const created = await definitionsApi.create('contacts', 'companies', label);
  assert.deepEqual(created.results.map((row) => row.label), ['Employer', 'Employee']);
  const { typeId } = created.results[0];
  await v4.basicApi.create('contacts', contact, 'companies', company, [spec(typeId, 'USER_DEFINED')]);
  assert.deepEqual(await types(contact), { [company]: [primary, typeId, unlabeled] });
  const body = await refused(400, () => definitionsApi.remove('contacts', 'companies', typeId));
  assert.equal(body.category, 'VALIDATION_ERROR');
  await definitionsApi.update('contacts', 'companies', { associationTypeId: typeId, label: 'Boss' });
  const all = await definitionsApi.getAll('contacts', 'companies');
  assert.equal(all.results.find((row) => row.typeId === typeId).label, 'Boss');
  await v4.basicApi.archive('contacts', contact, 'companies', company);
  await definitionsApi.remove('contacts', 'companies', typeId);
});

test('a record is created with its associations and read with them', async () => {
  const company = await newCompany();
  const contact = await newContact([{ to: { id: company }, types: [spec(unlabeled)] }]);
  const read = await client.crm.contacts.basicApi.getById(contact, undefined, undefined, ['companies']);
  const rows = read.associations.companies.results.map((row) => [row.id, row.type]);
  assert.deepEqual(rows, [[company, 'contact_to_company'], [company, 'contact_to_company_unlabeled']]);
});

test('version 3 goes by names', async () => {
  const [contact, company] = [await newContact(), await newCompany()];
  const { batchApi, schema } = client.crm.associations;
  const inputs = [{ _from: { id: contact }, to: { id: company }, type: 'contact_to_company' }];
  const created = await batchApi.create('contacts', 'companies', { inputs });
  assert.deepEqual(created.results.map((row) => row.type), ['company_to_contact', 'contact_to_company']);
  const read = await batchApi.read('contacts', 'companies', { inputs: [{ id: contact }] });
  assert.deepEqual(new Set(read.results[0].to.map((row) => row.id)), new Set([company]));
  await batchApi.archive('contacts', 'companies', { inputs });
  assert.deepEqual(await types(contact), {});
  const { results } = await schema.typesApi.getAll('contacts', 'deals');
  assert.deepEqual(results.map((row) => [row.id, row.name]), [['4', 'contact_to_deal']]);
});

test('a report of high usage is for a user and is kept', async () => {
  const [owner] = (await client.crm.owners.ownersApi.getPage(undefined, undefined, 1)).results;
  const report = await v4.reportApi.request(owner.userId);
  assert.deepEqual([report.userId, report.userEmail], [owner.userId, owner.email]);
  assert.ok(report.enqueueTime instanceof Date);
  const body = await refused(404, () => v4.reportApi.request(1));
  assert.equal(body.category, 'OBJECT_NOT_FOUND');
  const read = (path) => client.apiRequest({ method: 'GET', path: `/_linchpin/v1/reports${path}` });
  const { results } = await (await read('')).json();
  const kept = results.find((row) => row.createdAt === report.enqueueTime.toISOString());
  assert.equal(kept.userId, owner.userId);
  const [header] = (await (await read(`/${kept.id}`)).text()).split('\n');
  assert.equal(header, 'fromObjectTypeId,fromRecordId,toObjectTypeId,associations,limit,percentage');
});
