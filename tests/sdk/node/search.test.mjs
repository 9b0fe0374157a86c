// Searches of every type: filters, words, orders, pages, and what is refused.

import assert from 'node:assert/strict';

import { assertError, connect, pick, refused, test, unique } from './harness.mjs';
import { always, callsOf, generic, kinds } from './kinds.mjs';

for (const kind of [...kinds, ...generic]) {
  const calls = callsOf(kind);
  const having = (...filters) => ({ filterGroups: [{ filters }] });
  const isOne = (...ids) => ({ propertyName: 'hs_object_id', operator: 'IN', values: ids });

  test(`${kind.label}: a record is found at once, with what is asked for and the dates`, async () => {
    const sent = kind.example();
    const record = await calls.create(sent);
    const page = await calls.search({
      ...having({ propertyName: 'hs_object_id', operator: 'EQ', value: record.id }),
      properties: [...Object.keys(sent), kind.blank, 'never_heard_of'],
      sorts: [],
      limit: 100,
      after: '0',
    });
    assert.equal(page.total, 1);
    assert.equal(page.paging, undefined);
    const [found] = page.results;
    assert.equal(found.id, record.id);
    assert.equal(found.archived, false);
    assert.deepEqual([found.createdAt, found.updatedAt], [record.createdAt, record.updatedAt]);
    const expected = { ...sent, [kind.blank]: null };
    assert.deepEqual(pick(found.properties, Object.keys(expected)), expected);
    assert.deepEqual(new Set(Object.keys(found.properties)), new Set([...Object.keys(expected), ...always(kind)]));
  });

  test(`${kind.label}: a change is found, and what is archived is not`, async () => {
    const [[name, value]] = Object.entries(kind.change);
    const { id } = await calls.create(kind.example());
    const changed = having(isOne(id), { propertyName: name, operator: 'EQ', value });
    assert.equal((await calls.search(changed)).total, 0);
    await calls.update(id, kind.change);
    assert.equal((await calls.search(changed)).total, 1);
    await calls.archive(id);
    assert.equal((await calls.search(changed)).total, 0);
  });

  test(`${kind.label}: pages visit every record once`, async () => {
    const made = [];
    for (let count = 0; count < 5; count += 1) made.push((await calls.create(kind.example())).id);
    const sort = JSON.stringify({ propertyName: 'hs_object_id', direction: 'DESCENDING' });
    const seen = [];
    let after;
    do {
      const page = await calls.search({ ...having(isOne(...made)), sorts: [sort], limit: 2, after });
      assert.equal(page.total, 5);
      seen.push(...page.results.map((record) => record.id));
      after = page.paging?.next?.after;
    } while (after);
    assert.deepEqual(seen, made.reverse());
  });

  test(`${kind.label}: an unknown property is refused`, async () => {
    const unknown = having({ propertyName: 'never_heard_of', operator: 'EQ', value: 'x' });
    const body = await refused(400, () => calls.search(unknown));
    assertError(body, 'There was a problem with the request.', 'VALIDATION_ERROR');
    assert.equal(body.errors[0].message, 'Property "never_heard_of" does not exist');
  });

  test(`${kind.label}: a search has its limits`, async () => {
    const known = { propertyName: 'hs_object_id', operator: 'HAS_PROPERTY' };
    const groups = { filterGroups: Array.from({ length: 6 }, () => ({ filters: [known] })) };
    const body = await refused(400, () => calls.search(groups));
    assertError(body, 'too many filterGroups (count: 6, max allowed: 5)', 'VALIDATION_ERROR');
    await refused(400, () => calls.search({ after: '9999', limit: 10 }));
  });
}

test('contacts: filters that lack something are refused by their place', async () => {
  const { searchApi } = connect().crm.contacts;
  const [start, end] = ['Invalid input JSON on line 1, column ', 'problem: operator BETWEEN requires a highValue'];
  const filters = [{ propertyName: 'createdate', operator: 'BETWEEN', value: '1' }];
  const body = await refused(400, () => searchApi.doSearch({ filterGroups: [{ filters }] }));
  assert.ok(body.message.startsWith(start) && body.message.endsWith(end), body.message);
});

test('contacts: words and tokens are found', async () => {
  const { basicApi, searchApi } = connect().crm.contacts;
  const word = unique('searched').replaceAll('-', '');
  for (const firstname of ['Ada', 'Grace']) {
    const properties = { email: `${firstname}@${word}.example.com`, firstname, company: word };
    await basicApi.create({ properties, associations: [] });
  }
  const names = async (request) =>
    (await searchApi.doSearch(request)).results.map((record) => record.properties.firstname);
  assert.deepEqual(await names({ query: word, sorts: ['-createdate'] }), ['Grace', 'Ada']);
  assert.deepEqual(await names({ query: `gra ${word}` }), ['Grace']);
  const token = { propertyName: 'email', operator: 'CONTAINS_TOKEN', value: `a*@${word}.example.com` };
  assert.deepEqual(await names({ filterGroups: [{ filters: [token] }] }), ['Ada']);
});
