// One request a line on stdin, one answer a line on stdout: @azure/identity gets the token, axios sends and reads JSON.
import { createInterface } from 'node:readline';
import { ClientSecretCredential, UsernamePasswordCredential } from '@azure/identity';
import axios from 'axios';

const credentials = new Map();

function credentialOf({ tenant, clientId, secret, username, password }) {
  const key = `${clientId} ${username}`;
  const known = credentials.get(key);
  if (known !== undefined) return known;
  const made =
    username === undefined
      ? new ClientSecretCredential(tenant, clientId, secret)
      : new UsernamePasswordCredential(tenant, clientId, username, password);
  credentials.set(key, made);
  return made;
}

async function send(asked) {
  const { token } = await credentialOf(asked).getToken(asked.scope);
  const { method, url, headers, body } = asked;
  const { status, data } = await axios.request({
    method,
    url,
    headers: { ...headers, Authorization: `Bearer ${token}` },
    data: body,
    transformRequest: (given) => given,
    maxRedirects: 0,
    validateStatus: () => true,
  });
  const json = typeof data === 'object' && data !== null;
  return { status, text: json ? JSON.stringify(data) : String(data ?? '') };
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await send(JSON.parse(line)).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
