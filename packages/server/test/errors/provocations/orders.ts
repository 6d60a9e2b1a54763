import { items } from '../../selling/items.ts';
import { basic, type Provocation, type Provocations, type Stage } from '../stage.ts';

const attested = { partnerOnRecordAttestationAccepted: true };
const reseller = { ...basic, partnerIdOnRecord: '5000111' };
const cartLine = { catalogItemId: items.businessBasic, quantity: 1 };

const cart = async ({ call, customer, done }: Stage, line: object = cartLine, who = 'alpha.sales') =>
  `${customer}/carts/${(await done(call(who, 'POST', `${customer}/carts`, { lineItems: [line] }))).body.id}`;

/** Orders while a partner of the world stands otherwise, and gives it back its standing. */
const during =
  (partner: string, change: object, back: object, act: Provocation): Provocation =>
  async (stage) => {
    const set = (facts: object) =>
      stage.done(stage.call(null, 'PATCH', `/sandbox/v1/tenants/${partner}`, { partner: facts }));
    await set(change);
    try {
      return await act(stage);
    } finally {
      await set(back);
    }
  };

/** Orders while the customer's vetting is in a state that the product itself gives to nobody. */
const vetted =
  (status: string): Provocation =>
  async ({ server, order }) => {
    const { id } = server.tenant('woodgrove');
    await server.database`update tenant set vetting_status = ${status} where id = ${id}`;
    try {
      return await order(basic);
    } finally {
      await server.database`update tenant set vetting_status = 'allowed' where id = ${id}`;
    }
  };

/** Why nothing is bought. */
export const orders: Provocations = {
  'two lines of one number': ({ call, customer }) =>
    call('alpha.sales', 'POST', `${customer}/orders`, {
      lineItems: [
        { ...basic, lineItemNumber: 0 },
        { ...basic, lineItemNumber: 0 },
      ],
    }),
  'an item that the catalogue has not': ({ order }) => order({ offerId: 'CFQ7TTC0XXXX:0001' }),
  'more seats than one may buy': ({ order }) => order({ ...basic, quantity: 301 }),
  'a term that is not offered': ({ order }) => order({ ...basic, termDuration: 'P5Y' }),
  'billing less often than the term ends': ({ order }) =>
    order({ ...basic, termDuration: 'P1M' }, { billingCycle: 'annual' }),
  'a billing cycle that is not offered': ({ order }) => order(basic, { billingCycle: 'one_time' }),
  'a currency of another market': ({ order }) => order(basic, { currencyCode: 'EUR' }),
  'an item for a qualification that is lacking': ({ order }) => order({ offerId: items.forFaculty }),
  'an end of the term that nothing else has': ({ order }) =>
    order({ offerId: items.officeE5, termDuration: 'P1Y', customTermEndDate: '2040-05-31T00:00:00Z' }),
  'an add-on without its base': ({ order }) => order({ offerId: items.teamsPhone }, {}, 'dist1.sales'),
  'an add-on under a subscription that is none': async ({ buy, order }) => {
    await buy(items.officeE1);
    return order({ offerId: items.teamsPhone, parentSubscriptionId: crypto.randomUUID() });
  },
  'a second one of what a customer has once': async ({ buy, order }) => {
    await buy(items.foundersPack);
    return order({ offerId: items.foundersPack });
  },
  'more subscriptions than a customer may have': ({ call, customer }) =>
    call('alpha.sales', 'POST', `${customer}/orders`, {
      lineItems: Array.from({ length: 301 }, (_, lineItemNumber) => ({ ...basic, lineItemNumber })),
    }),
  'a reseller that is not attested': ({ order }) => order(reseller, {}, 'dist1.sales'),
  'an unknown partner of record': ({ order }) =>
    order({ ...basic, partnerIdOnRecord: '9999999' }, attested, 'dist1.sales'),
  'a provider as partner of record': ({ order }) =>
    order({ ...basic, partnerIdOnRecord: '5000011' }, attested, 'dist1.sales'),
  'a partner of record that is no reseller': ({ order }) =>
    order({ ...basic, partnerIdOnRecord: '5000001' }, attested, 'dist1.sales'),
  'a reservation without an Azure plan': ({ order }) => order({ offerId: items.reservation }, {}, 'dist1.sales'),
  'a second Azure plan': async ({ buy, order }) => {
    await buy(items.azurePlan, {}, 'dist1');
    return order({ offerId: items.azurePlan }, {}, 'dist1.sales');
  },
  'older Azure beside an Azure plan': ({ order }) => order({ offerId: items.legacyAzure }, {}, 'dist1.sales'),
  'a customer under review': vetted('under_review'),
  'a customer that was not approved': vetted('not_allowed'),
  'a partner without its agreement': during('beta', { mpaAccepted: false }, { mpaAccepted: true }, ({ order }) =>
    order(basic, {}, 'beta.sales'),
  ),
  'a reseller without its agreement': during('rho', { mpaAccepted: false }, { mpaAccepted: true }, ({ order }) =>
    order(reseller, attested, 'dist1.sales'),
  ),
  'a suspended partner': during('beta', { programStatus: 'suspended' }, { programStatus: 'active' }, ({ order }) =>
    order(basic, {}, 'beta.sales'),
  ),
  'a suspended reseller': during('rho', { programStatus: 'suspended' }, { programStatus: 'active' }, ({ order }) =>
    order(reseller, attested, 'dist1.sales'),
  ),
  'a change of a cart that was checked out': async (stage) => {
    const path = await cart(stage);
    await stage.done(stage.call('alpha.sales', 'POST', `${path}/checkout`));
    return stage.call('alpha.sales', 'PUT', path, { lineItems: [cartLine] });
  },
  'cancelling an order of seats': async ({ order, call, customer, done }) => {
    const { body } = await done(order(basic));
    return call('alpha.sales', 'PATCH', `${customer}/orders/${body.id}`, { status: 'cancelled' });
  },
};
