/** Licences of one kind that a partner sold to a customer, and what became of them there. */
export interface LicenceFigures {
  readonly customerId: string;
  readonly customerName: string;
  readonly skuId: string;
  readonly name: string;
  /** Of the partner's own active subscriptions. */
  readonly sold: number;
  /** Given to people; of a pool that several partners fill no more than the partner's own. */
  readonly deployed: number;
  readonly services: readonly ServiceFigures[];
}

/** One service of a licence. */
export interface ServiceFigures {
  readonly code: string;
  readonly name: string;
  /** People who were given the service with the licence. */
  readonly qualified: number;
  /** Those of them who may sign in: what they do there is not known. */
  readonly active: number;
}

/** How many people of a tenant have a licence, and which of its services were taken from how many of them. */
export interface Assigned {
  readonly people: number;
  readonly enabled: number;
  /** By service plan: people without it, and those of them who may sign in. */
  readonly without: Readonly<Record<string, { readonly people: number; readonly enabled: number }>>;
}

interface Named {
  readonly skuId: string;
  readonly name: string;
  readonly servicePlans: readonly { readonly id: string; readonly name: string; readonly displayName: string }[];
}

/** What became of licences that a partner sold; nothing of what others sold shows (R97). */
export function licenceFigures(
  customer: { readonly id: string; readonly name: string },
  licence: Named,
  sold: number,
  assigned: Assigned | undefined,
): LicenceFigures {
  const all = assigned ?? { people: 0, enabled: 0, without: {} };
  const own = (people: number) => Math.min(sold, Math.max(0, people));
  return {
    customerId: customer.id,
    customerName: customer.name,
    skuId: licence.skuId,
    name: licence.name,
    sold,
    deployed: own(all.people),
    services: licence.servicePlans.map((plan) => {
      const without = all.without[plan.id] ?? { people: 0, enabled: 0 };
      return {
        code: plan.name,
        name: plan.displayName,
        qualified: own(all.people - without.people),
        active: own(all.enabled - without.enabled),
      };
    }),
  };
}

/** A share in hundredths, to two decimals; 0 of nothing. */
export const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
