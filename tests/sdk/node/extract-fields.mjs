// Writes what the official Node SDK declares about responses as one JSON file: every operation with the model of each
// status, and every model with the type and format of its fields. crates/testkit/src/fields.rs checks responses by it.
//
//   node extract-fields.mjs OUTPUT.json
//
// The SDK's modules are loaded, not parsed, wherever they hold data: attribute maps and enumerations are values.
// Only three things are read from text: an operation's path and method, the model that each status is read into, and,
// from the type declarations, which fields are required.

import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const require = createRequire(import.meta.url);
const codegen = join(dirname(require.resolve('@hubspot/api-client/package.json')), 'lib', 'codegen');

/** All folders that hold one generated client, as `[namespace, folder]`; `crm/objects/notes` is `crm.objects.notes`. */
function clients(folder = codegen) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const here = entries.some((entry) => entry.name === 'apis')
    ? [[relative(codegen, folder).split(sep).join('.'), folder]]
    : [];
  const nested = entries.filter((entry) => !['apis', 'models', 'auth', 'http', 'types'].includes(entry.name));
  return here.concat(nested.flatMap((entry) => clients(join(folder, entry.name))));
}

/** The modules of a folder, without the two that only export all others again. */
function modules(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js') && !['all.js', 'ObjectSerializer.js'].includes(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The fields that a class's type declaration does not mark as optional. */
function requiredFields(declaration) {
  return new Set([...declaration.matchAll(/^ {4}'(\w+)': /gm)].map((match) => match[1]));
}

/** Adds the models and enumerations of one module to `models`. */
function readModels(namespace, file, models) {
  const exported = require(file);
  const required = requiredFields(readFileSync(file.replace(/\.js$/, '.d.ts'), 'utf8'));
  for (const [name, value] of Object.entries(exported)) {
    if (typeof value === 'function' && value.mapping) {
      // A discriminated model stands for any of several others; where it is nothing else, its class has a suffix.
      const key = `${namespace}.${value.getAttributeTypeMap ? name : name.replace(/Class$/, '')}`;
      models[key] = { oneOf: [...new Set(Object.values(value.mapping))] };
    } else if (typeof value === 'function' && value.getAttributeTypeMap) {
      const fields = value.getAttributeTypeMap().map(({ name: field, baseName, type, format }) => [
        baseName,
        { type, ...(format && { format }), ...(required.has(field) && { required: true }) },
      ]);
      models[`${namespace}.${name}`] = { fields: Object.fromEntries(fields) };
    } else if (typeof value === 'object' && name.endsWith('Enum')) {
      models[`${namespace}.${name}`] = { values: Object.values(value) };
    }
  }
}

/** The model that a response processor reads each status into; status `0` is its default, an error. */
function responses(namespace, processor) {
  const bodies = processor.toString().split('isCodeInRange)("').slice(1);
  const read = bodies.map((text) => {
    const status = text.slice(0, text.indexOf('"'));
    // The text of a branch without a body runs on into the next check, which has its own entry.
    const type = text.split('return new')[0].match(/,\s*"([^"]+)",\s*"[^"]*"\)/)?.[1] ?? 'void';
    return [status, qualify(namespace, type)];
  });
  return Object.fromEntries(read);
}

/** The generator renames a model called Error, but not where it is used. */
function qualify(namespace, type) {
  if (type === 'void') return null;
  const name = type === 'Error' ? 'ModelError' : type;
  return /^[A-Z]\w*$/.test(name) && name !== 'HttpFile' ? `${namespace}.${name}` : null;
}

/** Adds the operations of one API module to `operations`. */
function readOperations(namespace, file, operations) {
  const exported = require(file);
  const factory = Object.entries(exported).find(([name]) => name.endsWith('RequestFactory'))?.[1];
  const processor = Object.entries(exported).find(([name]) => name.endsWith('ResponseProcessor'))?.[1];
  if (!factory || !processor) return;
  for (const name of Object.getOwnPropertyNames(factory.prototype)) {
    const text = factory.prototype[name].toString();
    const path = text.match(/localVarPath = '([^']+)'/)?.[1];
    const method = text.match(/HttpMethod\.(\w+)/)?.[1];
    const read = processor.prototype[`${name}WithHttpInfo`];
    if (path && method && read) {
      // Some clients offer the same operation from two classes.
      operations.set(`${namespace} ${method} ${path}`, { method, path, responses: responses(namespace, read) });
    }
  }
}

const models = {};
const found = new Map();
for (const [namespace, folder] of clients()) {
  for (const file of modules(join(folder, 'models'))) readModels(namespace, file, models);
  for (const file of modules(join(folder, 'apis'))) readOperations(namespace, file, found);
}
const operations = [...found.values()];
const absent = operations.flatMap(({ responses }) => Object.values(responses)).filter((key) => key && !models[key]);
if (operations.length < 400 || Object.keys(models).length < 1000 || absent.length > 0) {
  throw new Error(
    `${operations.length} operations, ${Object.keys(models).length} models, models that are named but absent: ` +
      `[${absent}]: the SDK has changed its form, and this script must follow`,
  );
}

const output = process.argv[2];
mkdirSync(dirname(output), { recursive: true });
writeFileSync(`${output}.new`, JSON.stringify({ operations, models }));
renameSync(`${output}.new`, output);
console.log(`${operations.length} operations, ${Object.keys(models).length} models -> ${output}`);
