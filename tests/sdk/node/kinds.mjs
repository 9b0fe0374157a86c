// The object types under test, each with what a suite must know of it, and one way to call any of them.

import { connect, unique } from './harness.mjs';

/** The custom property by which records of every type can be found and upserted. */
export const key = 'sdk_key';
/** The group that the suites' own properties are in. */
export const group = 'sdk_group';

/**
 * `singular` is the type's name in messages, `example` makes the properties of a new record, `change` is to be
 * updated, `blank` is left empty by the example, and `created` and `modified` are the properties with the dates.
 */
export const kinds = [
  {
    name: 'contacts',
    typeId: '0-1',
    singular: 'CONTACT',
    example: () => ({ email: `${unique('grace')}@example.com`, firstname: 'Grace', lastname: 'Hopper' }),
    change: { firstname: 'Admiral' },
    blank: 'phone',
    modified: 'lastmodifieddate',
  },
  {
    name: 'companies',
    typeId: '0-2',
    singular: 'COMPANY',
    example: () => ({ name: unique('Compilers'), domain: `${unique('compilers')}.example.com` }),
    change: { city: 'Arlington' },
    blank: 'phone',
  },
  {
    name: 'deals',
    typeId: '0-3',
    singular: 'DEAL',
    example: () => ({
      dealname: unique('Mainframe'),
      pipeline: 'default',
      dealstage: 'appointmentscheduled',
      amount: '1500',
    }),
    change: { amount: '2500' },
    blank: 'description',
  },
  {
    name: 'tickets',
    typeId: '0-5',
    singular: 'TICKET',
    example: () => ({ subject: unique('Moth'), hs_pipeline: '0', hs_pipeline_stage: '1' }),
    change: { hs_ticket_priority: 'HIGH' },
    blank: 'content',
  },
  {
    name: 'products',
    typeId: '0-7',
    singular: 'PRODUCT',
    example: () => ({ name: unique('Relay'), price: '10' }),
    change: { description: 'Number 70, panel F' },
    blank: 'hs_sku',
  },
  {
    name: 'line_items',
    client: (crm) => crm.lineItems,
    typeId: '0-8',
    singular: 'LINE_ITEM',
    example: () => ({ name: unique('Relays'), quantity: '2', price: '5' }),
    change: { quantity: '3' },
    blank: 'hs_sku',
  },
  {
    name: 'quotes',
    typeId: '0-14',
    singular: 'QUOTE',
    example: () => ({ hs_title: unique('Offer'), hs_expiration_date: '2030-01-31' }),
    change: { hs_title: 'A better offer' },
    blank: 'hs_terms',
    created: 'hs_createdate',
  },
  {
    name: 'notes',
    client: (crm) => crm.objects.notes,
    typeId: '0-46',
    singular: 'NOTE',
    example: () => ({ hs_timestamp: '2026-01-02T03:04:05Z', hs_note_body: unique('Remember') }),
    change: { hs_note_body: 'Forget it' },
    blank: 'hubspot_owner_id',
    created: 'hs_createdate',
  },
].map((kind) => ({ created: 'createdate', modified: 'hs_lastmodifieddate', label: kind.name, ...kind }));

/** The same types through the generic API, which takes a type in any of its names. */
export const generic = [
  { ...kinds[0], as: 'CONTACTS' },
  { ...kinds[1], as: '0-2' },
  { ...kinds[2], as: 'deal' },
].map((kind) => ({ ...kind, label: `${kind.name} as ${kind.as}` }));

/** The properties that every read of a type returns. */
export function always(kind) {
  return [kind.created, kind.modified, 'hs_object_id'];
}

/** The calls of one type's client, or of the generic one with the type filled in: both then look the same. */
export function callsOf(kind, client = connect()) {
  const first = kind.as ? [kind.as] : [];
  const { basicApi, batchApi, searchApi, getAll } = pickApis(kind, client);
  const page = ({ limit, after, properties, history, archived } = {}) =>
    basicApi.getPage(...first, limit, after, properties, history, undefined, archived);
  return {
    create: (properties) => basicApi.create(...first, { properties, associations: [] }),
    read: (id, { properties, history, archived, idProperty } = {}) =>
      basicApi.getById(...first, id, properties, history, undefined, archived, idProperty),
    page,
    update: (id, properties, idProperty) => basicApi.update(...first, id, { properties }, idProperty),
    archive: (id) => basicApi.archive(...first, id),
    all: getAll,
    createBatch: (inputs) => batchApi.create(...first, { inputs }),
    readBatch: (ids, { properties = [], history = [], idProperty } = {}) =>
      batchApi.read(...first, {
        inputs: ids.map((id) => ({ id })),
        properties,
        propertiesWithHistory: history,
        idProperty,
      }),
    updateBatch: (inputs) => batchApi.update(...first, { inputs }),
    upsertBatch: (inputs) => batchApi.upsert(...first, { inputs }),
    archiveBatch: (ids) => batchApi.archive(...first, { inputs: ids.map((id) => ({ id })) }),
    search: (request) => searchApi.doSearch(...first, request),
  };
}

function pickApis(kind, { crm }) {
  const discovery = kind.as ? crm.objects : kind.client ? kind.client(crm) : crm[kind.name];
  // Only the clients of single types can get all.
  const getAll = discovery.getAll && ((...parameters) => discovery.getAll(...parameters));
  return { basicApi: discovery.basicApi, batchApi: discovery.batchApi, searchApi: discovery.searchApi, getAll };
}

/** The properties client. */
export function propertiesApi(client = connect()) {
  return client.crm.properties;
}

/** A definition of a text property, with other parts where given. */
export function textProperty(name, parts = {}) {
  return { name, label: 'Some text', type: 'string', fieldType: 'text', groupName: group, ...parts };
}

/** Makes sure that a type has the unique custom property and its group. */
export async function haveKey(type) {
  const api = propertiesApi();
  await existing(() => api.groupsApi.create(type, { name: group, label: 'SDK tests', displayOrder: -1 }));
  await existing(() => api.coreApi.create(type, textProperty(key, { label: 'Key', hasUniqueValue: true })));
}

/** Another suite or an earlier run may have made it. */
async function existing(create) {
  try {
    await create();
  } catch (error) {
    if (error.code !== 409) throw error;
  }
}
