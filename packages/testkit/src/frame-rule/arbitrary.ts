import fc from 'fast-check';
import { type Act, customers, granularActs, partners, transferActs } from './acts.ts';

const partner = fc.constantFrom(...partners);
const customer = fc.constantFrom(...customers);
const provider = fc.constantFrom('dist1', 'dist2');
const pick = fc.nat({ max: 50 });
const quantity = fc.integer({ min: 1, max: 40 });

/** Random acts of several partners and customers, legal and illegal; selling and changing more often than leaving. */
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('invite-and-accept'), partner, customer, dap: fc.boolean(), provider }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('attest'), partner, customer }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('order'),
      partner,
      customer,
      item: fc.nat({ max: 5 }),
      quantity,
      reseller: fc.boolean(),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('quantity', 'suspend', 'reactivate', 'cancel', 'rename', 'auto-renew', 'partner-of-record'),
      partner,
      customer,
      pick,
      quantity,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('foreign-subscription'), partner, customer, pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('remove-relationship', 'partner-removes-dap', 'customer-removes-dap'),
      partner,
      customer,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('create-user', 'assign-licence'), partner, customer, pick }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('gdap-draft'),
      partner,
      customer,
      named: fc.boolean(),
      days: fc.integer({ min: 1, max: 40 }),
      extend: fc.boolean(),
      until: fc.constantFrom('created', 'locked', 'approved', 'assigned'),
    }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constantFrom(...granularActs, 'gdap-lock', 'customer-approves-gdap', 'gdap-assign'),
      partner,
      customer,
      pick,
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constantFrom(...transferActs, 'transfer-accept', 'transfer-accept', 'transfer-accept'),
      partner,
      other: partner,
      customer,
      pick,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('customer-renames-itself'), customer, pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('partnership'), provider, make: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('advance-clock'), days: fc.integer({ min: 1, max: 20 }) }) },
) as fc.Arbitrary<Act>;
