// Users and their roles, and the owners that they come with.

import assert from 'node:assert/strict';

import { connect, refused, test, unique } from './harness.mjs';

const { crm, settings } = connect();
const { usersApi, rolesApi, teamsApi } = settings.users;

test('a user is made, read, changed and removed', async () => {
  const email = `${unique('ada')}@example.org`;
  const [role] = (await rolesApi.getAll()).results.filter(({ name }) => name === 'Member');
  const made = await usersApi.create({ email, firstName: 'Ada', roleId: role.id, sendWelcomeEmail: false });
  assert.deepEqual([made.email, made.firstName, made.roleIds, made.superAdmin], [email, 'Ada', [role.id], false]);
  assert.deepEqual(await usersApi.getById(made.id), made);
  assert.deepEqual(await usersApi.getById(email, 'EMAIL'), made);
  assert.equal((await crm.owners.ownersApi.getById(Number(made.id), 'userId')).email, email);
  assert.equal((await usersApi.replace(made.id, { lastName: 'Byron' })).lastName, 'Byron');
  const body = await refused(409, () => usersApi.create({ email, sendWelcomeEmail: false }));
  assert.equal(body.category, 'CONFLICT');
  await usersApi.archive(made.id);
  assert.equal((await refused(404, () => usersApi.getById(made.id))).category, 'OBJECT_NOT_FOUND');
});

test('users come in pages, and there are no teams', async () => {
  const page = await usersApi.getPage(1);
  assert.equal(page.results.length, 1);
  assert.deepEqual((await teamsApi.getAll()).results, []);
});
