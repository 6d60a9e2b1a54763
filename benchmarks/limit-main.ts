import { exportJWK, generateKeyPair } from 'jose';
import { openDatabase } from 'multipartner/store/database.ts';
import { startLimitServer } from './limit-server.ts';

/** The limit server as a process of its own, as the product is: `limit-main.ts <connection as JSON> <partner id>`. */
const [connection, partnerId] = process.argv.slice(2) as [string, string];
const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
const signingKey = { ...(await exportJWK(privateKey)), kid: 'limit', alg: 'RS256' };
const database = openDatabase(JSON.parse(connection));
const server = await startLimitServer({ database, partnerId, signingKey });
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
process.on('SIGTERM', async () => {
  await server.close();
  await database.end();
  process.exit(0);
});
