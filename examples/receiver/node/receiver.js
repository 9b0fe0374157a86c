// Prints the events that are sent to it, a line each, once HubSpot's own SDK found their signature right.
//
//     npm install
//     CLIENT_SECRET=... PORT=3000 node receiver.js
//
// Whoever is behind a proxy names in PUBLIC_URL what stands before the path in the app's target URL.

const http = require('node:http');

const { Signature } = require('@hubspot/api-client');

const clientSecret = process.env.CLIENT_SECRET;
const port = Number(process.env.PORT ?? 3000);

function isGenuine(request, requestBody) {
  const base = process.env.PUBLIC_URL ?? `http://${request.headers.host}`;
  try {
    return Signature.isValid({
      signatureVersion: 'v3',
      signature: request.headers['x-hubspot-signature-v3'],
      timestamp: request.headers['x-hubspot-request-timestamp'],
      clientSecret,
      method: request.method,
      url: base + request.url,
      requestBody,
    });
  } catch {
    // The verifier throws when the request is too old, which somebody may have kept and sent again.
    return false;
  }
}

/** What happened, in a few words. */
function words(event) {
  const { objectId, propertyName, propertyValue } = event;
  if (event.fromObjectId !== undefined) {
    const verb = event.associationRemoved ? 'no longer with' : 'with';
    return `${event.fromObjectId} ${verb} ${event.toObjectId}`;
  }
  if (event.newObjectId !== undefined) {
    return `${event.primaryObjectId}, ${event.mergedObjectIds.join(', ')} -> ${event.newObjectId}`;
  }
  return propertyName === undefined ? `${objectId}` : `${objectId} ${propertyName} = ${propertyValue}`;
}

async function receive(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  if (!isGenuine(request, body)) {
    console.error('refused a request without the right signature');
    response.writeHead(401).end();
    return;
  }
  for (const event of JSON.parse(body)) {
    console.log(`${new Date(event.occurredAt).toISOString()} ${event.subscriptionType} ${words(event)}`);
  }
  response.writeHead(200).end();
}

if (!clientSecret) {
  console.error('CLIENT_SECRET is missing: `linchpin webhooks receive` prints it');
  process.exit(2);
}
const server = http.createServer((request, response) => {
  receive(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(port, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}/`));
