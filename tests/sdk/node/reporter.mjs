// Prints the tests that fail, with what they saw, and the counts that `cargo xtask test` adds up.

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === 'test:fail') {
      const error = data.details.error;
      yield `not ok: ${data.name}\n${error.cause?.stack ?? error.cause ?? error.stack}\n\n`;
    } else if (type === 'test:diagnostic' && /^(pass|fail) \d+$/.test(data.message)) {
      yield `# ${data.message}\n`;
    } else if (type === 'test:stderr' || type === 'test:stdout') {
      yield data.message;
    }
  }
}
