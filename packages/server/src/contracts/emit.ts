import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { contractRoutes as graphContract } from '../protocols/graph/house/contract.ts';
import { contractErrorSchema as graphError } from '../protocols/graph/house/errors.ts';
import { routes as graphRoutes } from '../protocols/graph/v1.0/index.ts';
import { contractErrorSchema as ownError } from '../protocols/multipartner/house/problem.ts';
import { routes as ownRoutes } from '../protocols/multipartner/v1/index.ts';
import documented from '../protocols/partner-center/documented.json' with { type: 'json' };
import { contractErrorSchema as partnerCenterError } from '../protocols/partner-center/house/errors.ts';
import { routes as partnerCenterRoutes } from '../protocols/partner-center/v1/index.ts';
import { controls } from '../protocols/sandbox/contract.ts';
import { contractErrorSchema as sandboxError } from '../protocols/sandbox/problem.ts';
import { openApi } from './openapi.ts';
import { graphMatrix, supportDocument, supportMatrix } from './support-matrix.ts';

/** Every emitted file by its path from the root of the repository, and what it must hold. */
export function emitted(): Readonly<Record<string, string>> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'contracts/partner-center.v1.openapi.json': json(
      openApi(
        {
          title: 'Partner Center REST v1, as Multipartner serves it',
          description: 'Emitted from the routes. docs/support-matrix.md lists every documented operation.',
          errorSchema: partnerCenterError,
          errorMediaType: 'application/json',
        },
        partnerCenterRoutes,
      ),
    ),
    'contracts/graph.v1.0.openapi.json': json(
      openApi(
        {
          title: 'Granular delegated administration of Microsoft Graph v1.0, as Multipartner serves it',
          description: 'Emitted from the routes; the same paths are served under /beta.',
          errorSchema: graphError,
          errorMediaType: 'application/json',
        },
        graphContract(graphRoutes),
      ),
    ),
    'contracts/multipartner.v1.openapi.json': json(
      openApi(
        {
          title: "Multipartner's own protocol",
          description: "The customer's side, partnerships, explain and evidence. Errors are RFC 9457 problem details.",
          errorSchema: ownError,
          errorMediaType: 'application/problem+json',
        },
        ownRoutes,
      ),
    ),
    'contracts/sandbox.v1.openapi.json': json(
      openApi(
        {
          title: "The sandbox's controls",
          description:
            'Reset, clock, tokens, tenants, snapshots and faults. They do not exist in production. Emitted from what reads the requests.',
          errorSchema: sandboxError,
          errorMediaType: 'application/problem+json',
        },
        controls,
      ),
    ),
    'docs/support-matrix.md': supportDocument([
      supportMatrix('Partner Center REST v1', documented, partnerCenterRoutes),
      graphMatrix('Microsoft Graph, delegated administration', graphRoutes),
    ]),
  };
}

const root = resolve(import.meta.dirname, '../../../..');

/** Writes what differs, or with --check only says so and fails. */
async function main(check: boolean): Promise<void> {
  let different = 0;
  for (const [path, text] of Object.entries(emitted())) {
    const file = resolve(root, path);
    const before = await readFile(file, 'utf8').catch(() => '');
    if (before === text) continue;
    different += 1;
    process.stdout.write(`${path} ${check ? 'differs from the routes; run npm run contracts' : 'written'}\n`);
    if (check) continue;
    await mkdir(resolve(file, '..'), { recursive: true });
    await writeFile(file, text);
  }
  if (check && different > 0) process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.includes('--check'));
