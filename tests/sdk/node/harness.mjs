// What all suites share: the unmodified SDK with another host, and failures that show what went over the wire.
//
// The server is named by LINCHPIN_BASE_URL, LINCHPIN_TOKEN and LINCHPIN_ACCOUNT_ID; `cargo xtask test` sets them.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as nodeTest } from 'node:test';

import hubspot from '@hubspot/api-client';

export const baseUrl = process.env.LINCHPIN_BASE_URL.replace(/\/$/, '');
export const token = process.env.LINCHPIN_TOKEN;
export const accountId = Number(process.env.LINCHPIN_ACCOUNT_ID);

/** A record that was never made. */
export const noSuchId = String(Number.MAX_SAFE_INTEGER);

const run = randomUUID().slice(0, 8);
let count = 0;

/** A word that no other record of this or an earlier run has. */
export function unique(word) {
  count += 1;
  return `${word}-${run}-${count}`;
}

/** A name in the form of a property's, not used before. */
export function uniqueName(word) {
  return unique(word).replaceAll('-', '_');
}

/** The official client, with nothing changed but the host. */
export function connect(accessToken = token) {
  return new hubspot.Client({ accessToken, basePath: baseUrl });
}

const exchanges = [];
const realFetch = globalThis.fetch;

// Only looks on: the SDK calls the fetch of Node, and gets the answer that fetch gave.
globalThis.fetch = async (url, options = {}) => {
  const response = await realFetch(url, options);
  const body = await response.clone().text();
  exchanges.push(`${options.method} ${url}\n  ${options.body ?? ''}\n  -> ${response.status} ${body.slice(0, 4000)}`);
  if (exchanges.length > 3) exchanges.shift();
  return response;
};

/** A test whose failure carries the last exchanges. */
export function test(name, body) {
  nodeTest(name, async (context) => {
    exchanges.length = 0;
    try {
      await body(context);
    } catch (error) {
      error.stack += `\nThe last exchanges:\n${exchanges.join('\n')}`;
      throw error;
    }
  });
}

/** Makes a call that must fail with this status, and returns the error's body, checked for its usual parts. */
export async function refused(status, call) {
  let answer;
  try {
    answer = await call();
  } catch (error) {
    if (error.code === undefined) throw error;
    assert.equal(error.code, status, error.message);
    const body = typeof error.body === 'string' ? JSON.parse(error.body) : error.body;
    assert.equal(error.headers['x-hubspot-correlation-id'], body.correlationId);
    return body;
  }
  assert.fail(`a ${status} was expected, not ${JSON.stringify(answer)}`);
}

/** Compares what the SDK's error model knows of a body; it has no `status`, and leaves absent fields undefined. */
export function assertError(body, message, category, context) {
  assert.equal(body.message, message);
  assert.equal(body.category, category);
  if (context) assert.deepEqual({ ...body.context }, context);
}

/** The list inside the message of a validation error, checked against its twin in `errors`. */
export function invalidValues(body) {
  const start = 'Property values were not valid: ';
  assert.equal(body.category, 'VALIDATION_ERROR');
  assert.ok(body.message.startsWith(start), body.message);
  const items = JSON.parse(body.message.slice(start.length));
  for (const item of items) {
    assert.equal(item.isValid, false);
    assert.equal(item.portalId, accountId);
    const twin = body.errors.find((error) => error.message === item.message);
    assert.equal(twin?.code, item.error);
    assert.deepEqual({ ...twin.context }, { propertyName: [item.name] });
  }
  return items;
}

/** Compares two lists whose order says nothing. */
export function assertSameMembers(actual, expected) {
  assert.deepEqual([...actual].sort(), [...expected].sort());
}

/** The named entries of an object, for comparing a part of it. */
export function pick(object, names) {
  return Object.fromEntries([...names].map((name) => [name, object[name]]));
}
