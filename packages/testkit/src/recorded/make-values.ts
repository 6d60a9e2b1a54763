import { type Bench, freshName, type Makers, type Thing } from './bench.ts';

/** A profile as Alpha reads it, by its id and its version. */
async function profile({ send }: Bench, path: string): Promise<Thing> {
  const { id, attributes } = await send('alpha.admin', 'GET', path);
  return { id: id ?? '', etag: attributes.etag };
}

/** What samples only read, or only name. */
export const values: Makers = {
  'billing-profile': (bench) => profile(bench, `/v1/customers/${bench.server.tenant('woodgrove').id}/profiles/billing`),
  'organization-profile': (bench) => profile(bench, '/v1/profiles/organization'),
  'partner-billing-profile': (bench) => profile(bench, '/v1/profiles/billing'),
  'new-domain': async () => {
    const name = freshName();
    return { id: `${name}.onmicrosoft.com`, own: `${name}.example.com`, test: `${name}.ccsctp.net` };
  },
  'validation-code': async () => ({ id: freshName() }),
  certificate: async () => ({ id: btoa(freshName()) }),
  'ten-days-ago': async ({ server }) => {
    const { now } = await server.clock.read();
    const day = new Date(now.getTime() - 10 * 86_400_000);
    return { id: `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()} 12:00:00 AM` };
  },
};
