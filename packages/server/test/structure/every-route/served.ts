import { routes as own } from 'multipartner/protocols/multipartner/v1/index.ts';
import { routes as partnerCenter } from 'multipartner/protocols/partner-center/v1/index.ts';
import { billing, reports } from './billing.ts';
import { commerce } from './commerce.ts';
import { customers } from './customer.ts';
import { moves } from './moves.ts';
import { ownCustomer } from './own-customer.ts';
import { ownPartner } from './own-partner.ts';
import { ownRealm } from './own-realm.ts';
import { partners } from './partner.ts';
import type { RouteRow } from './row.ts';
import { selling } from './selling.ts';
import { services } from './services.ts';
import { transferring } from './transfers.ts';
import { validations } from './validations.ts';

/** A route that is served together with what is to be true of it. */
export interface Served extends RouteRow {
  readonly protocol: 'partner-center' | 'multipartner';
  readonly method: string;
  /** As it is asked for. */
  readonly at: string;
  /** Whether an application alone is refused (R168). */
  readonly peopleOnly: boolean;
  readonly takesBody: boolean;
}

export const rows: readonly RouteRow[] = [
  ...customers,
  ...selling,
  ...moves,
  ...services,
  ...billing,
  ...commerce,
  ...reports,
  ...transferring,
  ...validations,
  ...partners,
  ...ownCustomer,
  ...ownPartner,
  ...ownRealm,
];

/** Every route of the two protocols by method and path. */
export const routeNames: readonly string[] = [...partnerCenter, ...own].map(({ method, path }) => `${method} ${path}`);

const rowOf = new Map(rows.map((row) => [row.route, row]));

/** Every route that has its row; a test says when one has none. */
export const served: readonly Served[] = [
  ...partnerCenter.map((route) => ({ protocol: 'partner-center' as const, ...route })),
  ...own.map((route) => ({ protocol: 'multipartner' as const, ...route })),
].flatMap(({ protocol, method, path, credentials, body }) => {
  const row = rowOf.get(`${method} ${path}`);
  if (row === undefined) return [];
  const peopleOnly = credentials === 'user';
  return [{ ...row, protocol, method, at: row.path ?? path, peopleOnly, takesBody: body !== undefined }];
});

/** What is served without a token, and why. */
export const open: Readonly<Record<string, string>> = {
  'GET /agreements/{}': 'the text of an agreement is public: its address stands in mails to customers',
};
