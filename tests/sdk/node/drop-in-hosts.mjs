// What a hosts entry does, and the port, which needs no root this way; the name that is verified stays the host's.

import { createRequire } from 'node:module';

const tls = createRequire(import.meta.url)('node:tls');
const [address, port] = process.env.LINCHPIN_TEST_DROP_IN.split(':');
const connect = tls.connect;

tls.connect = (options, ...more) =>
  connect(
    options.servername === 'api.hubapi.com' ? { ...options, host: address, port: Number(port) } : options,
    ...more,
  );
