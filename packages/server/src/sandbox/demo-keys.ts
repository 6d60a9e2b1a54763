/** Keys of the demo world, so that an editor knows them and a misspelt one does not compile. */

const directPartners = ['alpha', 'beta', 'gamma', 'deltagov', 'dist1', 'dist2'] as const;
const customers = ['betacorp', 'woodgrove', 'litware', 'wingtip', 'cityofadatum'] as const;

const sellers = ['admin', 'ga', 'sales', 'helpdesk', 'useradmin', 'billing', 'user'] as const;
const resellers = ['admin', 'ga', 'helpdesk', 'useradmin', 'billing', 'user'] as const;
const customersPeople = ['admin', 'billing', 'helpdesk', 'user'] as const;

/** A tenant of the demo world. */
export type DemoTenantKey = (typeof directPartners)[number] | 'rho' | (typeof customers)[number];

/** A person of the demo world; Woodgrove has more people, `woodgrove.user2` to `woodgrove.user57`. */
export type DemoPersonKey =
  | `${(typeof directPartners)[number]}.${(typeof sellers)[number]}`
  | `rho.${(typeof resellers)[number]}`
  | `${(typeof customers)[number]}.${(typeof customersPeople)[number]}`
  | `woodgrove.user${number}`
  | 'realm.operator';

export const demoTenantKeys: readonly DemoTenantKey[] = [...directPartners, 'rho', ...customers];

export const demoPersonKeys: readonly DemoPersonKey[] = [
  ...directPartners.flatMap((tenant) => sellers.map((person) => `${tenant}.${person}` as const)),
  ...resellers.map((person) => `rho.${person}` as const),
  ...customers.flatMap((tenant) => customersPeople.map((person) => `${tenant}.${person}` as const)),
  ...Array.from({ length: 56 }, (_, index) => `woodgrove.user${index + 2}` as const),
  'realm.operator',
];
