import { type Bench, freshName, type Makers, type Thing } from './bench.ts';

/** A location id that nobody has yet. */
const freshMpnId = (): string => String(600_000_000 + Math.floor(Math.random() * 100_000_000));

/** A new indirect reseller; without `unsigned` it has accepted the partner agreement. */
async function newReseller({ send }: Bench, options: { country?: string; unsigned?: boolean } = {}) {
  const made = await send(null, 'POST', '/sandbox/v1/tenants', {
    key: freshName(),
    displayName: 'Further Reseller',
    country: options.country ?? 'US',
    partner: { kind: 'indirect_reseller', mpaAccepted: options.unsigned !== true },
  });
  return made as { id: string; users: { key: string }[]; partner: { mpnId: string } };
}

/** A reseller of Dist1, whose link its administrator accepts. */
async function furtherReseller(bench: Bench): Promise<Thing> {
  const { id, users, partner } = await newReseller(bench);
  const { url } = await bench.send('dist1.admin', 'POST', '/multipartner/v1/partnerships/invitations', {});
  const signed = await bench.send(null, 'POST', '/sandbox/v1/tokens', {
    tenant: id,
    user: users[0]?.key,
    audience: 'multipartner',
  });
  await bench.send(signed.access_token, 'POST', '/multipartner/v1/partnerships/acceptances', { url });
  return { id, mpnId: partner.mpnId };
}

const standing = async (bench: Bench, options: { country?: string; unsigned?: boolean }): Promise<Thing> => {
  const { id, partner } = await newReseller(bench, options);
  return { id, mpnId: partner.mpnId };
};

export const partners: Makers = {
  'second-reseller': furtherReseller,
  'third-reseller': furtherReseller,
  'reseller-elsewhere': (bench) => standing(bench, { country: 'BR' }),
  'unsigned-reseller': (bench) => standing(bench, { unsigned: true }),
  'sandbox-reseller': async ({ send }) => {
    const name = freshName();
    const made = await send('dist1.admin', 'POST', '/v1/sandboxIndirectReseller', {
      mpnId: freshMpnId(),
      tenant: {
        domainPrefix: name,
        displayName: name,
        adminUserName: 'admin',
        adminFirstName: 'Olga',
        adminLastName: 'Dahl',
        country: 'US',
      },
      legalBusinessProfile: {
        companyName: name,
        address: { country: 'US', city: 'Buffalo', state: 'NY', addressLine1: '12 Harbor Street', postalCode: '14203' },
        primaryContact: {
          firstName: 'Olga',
          lastName: 'Dahl',
          email: 'olga@example.com',
          phoneNumber: '7165550100',
        },
      },
    });
    return { id: made.tenant.id };
  },
  'new-mpn-id': async () => ({ id: freshMpnId() }),
  'new-prefix': async () => ({ id: freshName() }),
};
