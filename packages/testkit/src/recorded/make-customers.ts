import { inRealmAct } from 'multipartner/store/act.ts';
import { saveQualifications } from 'multipartner/store/qualification.ts';
import { type Bench, freshName, type Makers, type Thing } from './bench.ts';
import { buy } from './make-purchases.ts';

/** The partner makes a customer without any administration of it, and attests its agreement. */
async function newCustomer(bench: Bench, partner: string, reseller?: string): Promise<string> {
  const { server, send } = bench;
  const name = freshName();
  const made = await send(`${partner}.admin`, 'POST', '/v1/customers', {
    enableGDAPByDefault: false,
    companyProfile: { domain: `${name}.onmicrosoft.com` },
    billingProfile: {
      culture: 'en-US',
      language: 'en',
      email: `${name}@example.com`,
      companyName: name,
      defaultAddress: {
        firstName: 'Nora',
        lastName: 'Egan',
        addressLine1: '12 Harbor Street',
        city: 'Buffalo',
        state: 'NY',
        postalCode: '14203',
        country: 'US',
        phoneNumber: '7165550100',
      },
    },
    ...(reseller === undefined ? {} : { associatedPartnerId: server.tenant(reseller).id }),
  });
  await attest(bench, partner, made.id);
  return made.id;
}

/** The partner attests that the customer accepted its agreement. */
export async function attest({ server, send }: Bench, partner: string, customerId: string): Promise<void> {
  await send(`${partner}.admin`, 'POST', `/v1/customers/${customerId}/agreements`, {
    primaryContact: { firstName: 'Nora', lastName: 'Egan', email: 'nora@example.com', phoneNumber: '7165550100' },
    dateAgreed: (await server.clock.read()).now.toISOString(),
    type: 'MicrosoftCustomerAgreement',
    templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
  });
}

/** A tenant that accepts Alpha's invitation, delegated administration with it. */
async function invited({ send }: Bench): Promise<Thing> {
  const tenant = await send(null, 'POST', '/sandbox/v1/tenants', {
    key: freshName(),
    displayName: 'Invited Customer',
    country: 'US',
  });
  const administrator = await send(null, 'POST', '/sandbox/v1/tokens', {
    tenant: tenant.id,
    user: tenant.users[0].key,
    audience: 'multipartner',
  });
  const { url } = await send('alpha.admin', 'POST', '/multipartner/v1/invitations', { dap: true });
  await send(administrator.access_token, 'POST', '/multipartner/v1/invitations/acceptances', { url });
  return { id: tenant.id };
}

/** A new customer of Alpha with qualifications that Alpha sets; `verdict` is what the examination of a school came to. */
async function qualified(
  bench: Bench,
  asked: readonly Readonly<Record<string, string>>[],
  verdict?: 'Approved' | 'Denied',
): Promise<Thing> {
  const id = await newCustomer(bench, 'alpha');
  for (const one of asked) await bench.send('alpha.admin', 'POST', `/v1/customers/${id}/qualifications`, one);
  if (verdict === undefined) return { id };
  const kept = await bench.send('alpha.admin', 'GET', `/v1/customers/${id}/qualifications`);
  // No call decides an examination: that is the programme's part, behind its own doors.
  const decided = kept.map((one: { qualification: string }) =>
    one.qualification === 'Education'
      ? { ...one, vettingStatus: verdict, ...(verdict === 'Denied' ? { vettingReason: 'Not a school.' } : {}) }
      : one,
  );
  await inRealmAct(bench.server.database, 'realm.test', '*', (tx) => saveQualifications(tx, id, decided));
  return { id };
}

const education = { qualification: 'Education', educationSegment: 'HigherEducation', website: 'example.edu' };
const stateOwned = { qualification: 'StateOwnedEntity' };
const government = { qualification: 'GovernmentCommunityCloud', validationCode: 'validated' };

/** The operator gives Alpha a code for government customers. */
async function governmentCode({ server }: Bench): Promise<string> {
  const { validationCode: validationId } = government;
  const governmentValidation = { validationId, organizationName: 'City of Woodgrove', maxCreates: 5 };
  const path = `/sandbox/v1/tenants/${server.tenant('alpha').id}`;
  const { status } = await server.call(null, 'PATCH', path, { governmentValidation });
  if (status !== 200) throw new Error(`The operator was refused: ${status}.`);
  return validationId;
}

export const customers: Makers = {
  customer: async (bench) => ({ id: await newCustomer(bench, 'alpha') }),
  'customer-with-dap': invited,
  'indirect-customer': async (bench) => {
    const id = await newCustomer(bench, 'dist1', 'rho');
    return {
      id,
      subscription: async () => {
        const line = { offerId: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971', quantity: 5, termDuration: 'P1Y' };
        const onRecord = { ...line, partnerIdOnRecord: await bench.resolve('rho.mpnId') };
        return (await buy(bench, 'dist1', id, onRecord)).subscriptionId;
      },
    };
  },
  school: (bench) => qualified(bench, [education], 'Approved'),
  'customer-under-review': (bench) => qualified(bench, [education]),
  'customer-denied': (bench) => qualified(bench, [education], 'Denied'),
  'state-owned-customer': (bench) => qualified(bench, [stateOwned]),
  'state-owned-school': (bench) => qualified(bench, [education, stateOwned], 'Approved'),
  'state-owned-government': async (bench) => {
    await governmentCode(bench);
    return qualified(bench, [government, stateOwned]);
  },
  'government-code': async (bench) => ({ id: await governmentCode(bench) }),
};
