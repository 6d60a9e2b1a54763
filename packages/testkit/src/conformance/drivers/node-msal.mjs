// One request a line on stdin, one answer a line on stdout: @azure/msal-node gets the token, Node's own https sends.
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { ConfidentialClientApplication } from '@azure/msal-node';

const applications = new Map();
const tokens = new Map();

async function tokenOf({ tenant, clientId, secret, username, password, scope }) {
  const key = `${clientId} ${username} ${scope}`;
  if (tokens.has(key)) return tokens.get(key);
  const known = applications.get(clientId);
  const application =
    known ??
    new ConfidentialClientApplication({
      auth: { clientId, clientSecret: secret, authority: `https://login.microsoftonline.com/${tenant}` },
    });
  applications.set(clientId, application);
  const result =
    username === undefined
      ? await application.acquireTokenByClientCredential({ scopes: [scope] })
      : await application.acquireTokenByUsernamePassword({ scopes: [scope], username, password });
  tokens.set(key, result.accessToken);
  return result.accessToken;
}

async function send(asked) {
  const token = await tokenOf(asked);
  const { method, url, headers, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: {
          ...headers,
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await send(JSON.parse(line)).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
