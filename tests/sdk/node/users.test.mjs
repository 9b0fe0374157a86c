// Users and their roles, and the owners that they come with.

import assert from 'node:assert/strict';

import { connect, refused, test, unique } from './harness.mjs';

const client = connect();
const { crm, settings } = client;
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

test('users come in pages', async () => {
  const page = await usersApi.getPage(1);
  assert.equal(page.results.length, 1);
});

test('users and owners show their teams', async () => {
  const [name, path] = [unique('team'), '/settings/teams/2026-09-beta'];
  const answer = await client.apiRequest({ method: 'POST', path, body: { name, members: [] } });
  const { id: team } = await answer.json();
  const email = `${unique('ada')}@example.org`;
  const made = await usersApi.create({ email, primaryTeamId: team, sendWelcomeEmail: false });
  assert.equal(made.primaryTeamId, team);
  const [shown] = (await teamsApi.getAll()).results.filter(({ id }) => id === team);
  assert.deepEqual([shown.name, shown.userIds, shown.secondaryUserIds], [name, [made.id], []]);
  const { teams } = await crm.owners.ownersApi.getById(Number(made.id), 'userId');
  assert.deepEqual(teams.map(({ id, primary }) => [id, primary]), [[team, true]]);
  await usersApi.archive(made.id);
  await client.apiRequest({ method: 'DELETE', path: `${path}/${team}` });
});
