import { standardUsers, type TenantPlan, type UserPlan } from './plan.ts';

/** The operator of the realm, in a tenant of its own. */
export const operatorTenant: TenantPlan = {
  key: 'realm',
  displayName: 'Realm Operations',
  cloud: 'public',
  country: 'US',
  partner: null,
  users: [{ key: 'realm.operator', directoryRoles: ['Global Administrator'] }],
  operator: true,
};

const active = { programStatus: 'active', mpaAccepted: true } as const;

/** Woodgrove's people: the standard ones and as many as make sixty. */
const woodgroveUsers: readonly UserPlan[] = [
  ...standardUsers('woodgrove', null),
  ...Array.from({ length: 56 }, (_, index) => ({ key: `woodgrove.user${index + 2}` })),
];

/** The tenants of the demo world, in the order in which the world lists them. */
export const demoTenants: readonly TenantPlan[] = [
  {
    key: 'alpha',
    displayName: 'Alpha Cloud Services',
    cloud: 'public',
    country: 'US',
    partner: { kind: 'direct', mpnId: '5000001', ...active },
  },
  {
    key: 'beta',
    displayName: 'Beta Managed IT',
    cloud: 'public',
    country: 'US',
    partner: { kind: 'direct', mpnId: '5000002', ...active },
  },
  { key: 'betacorp', displayName: 'Betacorp', cloud: 'public', country: 'US', partner: null },
  {
    key: 'gamma',
    displayName: 'Gamma Systemhaus',
    cloud: 'public',
    country: 'DE',
    partner: { kind: 'direct', mpnId: '5000003', ...active },
  },
  {
    key: 'deltagov',
    displayName: 'Delta Government Solutions',
    cloud: 'usgov',
    country: 'US',
    partner: { kind: 'direct', mpnId: '5000004', ...active },
  },
  {
    key: 'dist1',
    displayName: 'Distribution One',
    cloud: 'public',
    country: 'US',
    partner: { kind: 'indirect_provider', mpnId: '5000011', ...active },
  },
  {
    key: 'dist2',
    displayName: 'Distribution Two',
    cloud: 'public',
    country: 'US',
    partner: { kind: 'indirect_provider', mpnId: '5000012', ...active },
  },
  {
    key: 'rho',
    displayName: 'Rho Resellers',
    cloud: 'public',
    country: 'US',
    partner: { kind: 'indirect_reseller', mpnId: '5000111', ...active },
  },
  { key: 'woodgrove', displayName: 'Woodgrove', cloud: 'public', country: 'US', partner: null, users: woodgroveUsers },
  { key: 'litware', displayName: 'Litware', cloud: 'public', country: 'US', partner: null },
  { key: 'wingtip', displayName: 'Wingtip', cloud: 'public', country: 'DE', partner: null },
  { key: 'cityofadatum', displayName: 'City of Adatum', cloud: 'usgov', country: 'US', partner: null },
];

/** Who sells to whom when the world begins, with delegated administration, since so many days. */
export const demoRelationships = [
  { partner: 'alpha', customer: 'woodgrove', sinceDays: 40 },
  { partner: 'gamma', customer: 'wingtip', sinceDays: 40 },
] as const;

/** Which provider and reseller work together, since so many days. */
export const demoPartnerships = [{ provider: 'dist1', reseller: 'rho', sinceDays: 40 }] as const;

/**
 * What was bought, by which partner for whom, so many days ago; `assigned` licences went to the customer's first people.
 * The products are Microsoft 365 Business Premium and Business Basic.
 */
export const demoSales = [
  {
    partner: 'alpha',
    customer: 'woodgrove',
    catalogueId: 'CFQ7TTC0LCHC:0002',
    quantity: 50,
    term: 'P1Y',
    billingCycle: 'monthly',
    daysAgo: 40,
    assigned: 50,
  },
  {
    partner: 'gamma',
    customer: 'wingtip',
    catalogueId: 'CFQ7TTC0LH18:0001',
    quantity: 5,
    term: 'P1Y',
    billingCycle: 'monthly',
    daysAgo: 40,
    assigned: 0,
  },
] as const;
