/** Who acts in a random sequence; keys of the demo world. */
export const partners = ['alpha', 'beta', 'dist1', 'dist2', 'rho'] as const;
export const customers = ['woodgrove', 'litware', 'betacorp'] as const;
export type PartnerKey = (typeof partners)[number];
export type CustomerKey = (typeof customers)[number];

export const granularActs = [
  'gdap-rename',
  'gdap-lock',
  'gdap-assign',
  'gdap-reassign',
  'gdap-unassign',
  'gdap-extend',
  'gdap-drop-global-administrator',
  'gdap-terminate',
  'gdap-discard',
  'gdap-foreign',
  'customer-approves-gdap',
  'customer-extends-gdap',
  'customer-terminates-gdap',
] as const;
export type GranularAct = Extract<Act, { do: (typeof granularActs)[number] | 'gdap-draft' }>;

export const transferActs = [
  'transfer-offer',
  'transfer-request',
  'transfer-accept',
  'transfer-decline',
  'transfer-cancel',
  'provision-azure',
] as const;
export type TransferAct = Extract<Act, { do: (typeof transferActs)[number] }>;

/** One act: what is done by whom to whom. Whether it is legal at that moment is the product's business. */
export type Act =
  | {
      readonly do: 'invite-and-accept';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly dap: boolean;
      readonly provider: 'dist1' | 'dist2';
    }
  | { readonly do: 'attest'; readonly partner: PartnerKey; readonly customer: CustomerKey }
  | {
      readonly do: 'order';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly item: number;
      readonly quantity: number;
      readonly reseller: boolean;
    }
  | {
      readonly do: 'quantity' | 'suspend' | 'reactivate' | 'cancel' | 'rename' | 'auto-renew' | 'partner-of-record';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly pick: number;
      readonly quantity: number;
    }
  | {
      readonly do: 'foreign-subscription';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly pick: number;
    }
  | {
      readonly do: 'remove-relationship' | 'partner-removes-dap' | 'customer-removes-dap';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
    }
  | {
      readonly do: 'create-user' | 'assign-licence';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly pick: number;
    }
  | {
      /** Made for that customer, or for whoever approves it first. */
      readonly do: 'gdap-draft';
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly named: boolean;
      readonly days: number;
      readonly extend: boolean;
      /** How far it is taken at once. */
      readonly until: 'created' | 'locked' | 'approved' | 'assigned';
    }
  | {
      /** Of the partner, about one of its granular relationships with the customer or its assignments; or of the customer. */
      readonly do: (typeof granularActs)[number];
      readonly partner: PartnerKey;
      readonly customer: CustomerKey;
      readonly pick: number;
    }
  | {
      /** Of the partner, to the other one, or about a transfer of its own; or on its own Azure plan. */
      readonly do: (typeof transferActs)[number];
      readonly partner: PartnerKey;
      readonly other: PartnerKey;
      readonly customer: CustomerKey;
      readonly pick: number;
    }
  | { readonly do: 'customer-renames-itself'; readonly customer: CustomerKey; readonly pick: number }
  | { readonly do: 'partnership'; readonly provider: 'dist1' | 'dist2'; readonly make: boolean }
  | { readonly do: 'advance-clock'; readonly days: number };

/**
 * What an act may change, as keys of a snapshot (R90's table); the clock may change what becomes due, of anybody, but
 * never a directory or a partnership. Of a transfer it is what it names, at both partners, and nothing else of either; what
 * only time moves is looked at by the tests of transfers.
 */
export function allowedDelta(
  act: Act,
  id: (key: string) => string,
  transferred?: { readonly makerId: string; readonly sides: readonly string[]; readonly moved: readonly string[] },
): (key: string) => boolean {
  const pair = (customer: string, partner: string) => `${id(customer)}:${id(partner)}`;
  const of = (own: string) => (key: string) => key === own || key.startsWith(`${own}:`);
  switch (act.do) {
    case 'invite-and-accept': {
      const keys = [of(pair(act.customer, act.partner))];
      if (act.partner === 'rho') keys.push(of(pair(act.customer, act.provider)));
      return (key) => keys.some((may) => may(key));
    }
    case 'create-user':
    case 'assign-licence':
      // An administrator of the customer, by delegated rights, may change its directory (R96 f); nothing of any partner.
      return (key) => key === `${id(act.customer)}:directory`;
    case 'customer-renames-itself':
      return (key) => key === `${id(act.customer)}:directory`;
    case 'partnership':
      return (key) => key === `partnership:${id(act.provider)}:${id('rho')}`;
    case 'advance-clock':
      return (key) => !key.endsWith(':directory') && !key.startsWith('partnership:');
    case 'foreign-subscription':
    case 'gdap-foreign':
      return () => false;
    // The one legal way by which a subscription changes its partner: what it names, and the transfer itself.
    case 'transfer-accept':
      return (key) =>
        (transferred?.sides ?? []).some((side) => {
          const own = `${id(act.customer)}:${side}`;
          const moved = transferred?.moved ?? [];
          return (
            key === own ||
            key === `${own}:transfers` ||
            moved.some((one) => key === `${own}:subscription:${one}` || key === `${own}:azure:${one}`)
          );
        });
    // The record is its maker's.
    case 'transfer-decline':
    case 'transfer-cancel': {
      const maker = `${id(act.customer)}:${transferred?.makerId}`;
      return (key) => key === maker || key === `${maker}:transfers`;
    }
    // What is asked of nobody in particular is bound to whoever approves it.
    case 'gdap-draft':
    case 'gdap-lock':
    case 'customer-approves-gdap': {
      const owners = [of(pair(act.customer, act.partner)), of(`any:${id(act.partner)}`)];
      return (key) => owners.some((may) => may(key));
    }
    default:
      return of(pair(act.customer, act.partner));
  }
}
