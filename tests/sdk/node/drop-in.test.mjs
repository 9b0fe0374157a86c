// The SDK with its base URL as it comes: only name resolution and the trusted authorities are the machine's.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { test, token, unique } from './harness.mjs';

const run = promisify(execFile);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Runs the program that calls HubSpot: Node reads its authorities when it starts. */
async function program(environment) {
  const email = `${unique('drop-in')}@example.com`;
  const { stdout } = await run(process.execPath, ['--import', here('drop-in-hosts.mjs'), here('drop-in-program.mjs')], {
    env: { ...process.env, HUBSPOT_TOKEN: token, EMAIL: email, ...environment },
  });
  return { email, told: JSON.parse(stdout) };
}

test('the untouched client makes and reads a contact', async () => {
  const { email, told } = await program({ NODE_EXTRA_CA_CERTS: process.env.LINCHPIN_TEST_CA });
  assert.equal(told.email, email);
  assert.match(told.link, /^https:\/\/api\.hubapi\.com\//);
});

test('who does not trust the authority is not fooled', async () => {
  const { told } = await program({ NODE_EXTRA_CA_CERTS: '' });
  assert.match(told.refused, /certificate|issuer/);
});
