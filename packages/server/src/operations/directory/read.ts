import { type CustomerAction, mayInCustomer, rolesHeld } from '@multipartner/domain/access/customer-administration.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import type { Caller } from '../../store/actor.ts';
import { recallActor } from '../../store/actor-memory.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import type { Database, Fragment } from '../../store/database.ts';
import { homeTenantOf } from '../../store/directory/users.ts';
import { rightsUsed } from '../access/use.ts';
import { type Context, read, refused, type Sight } from '../operation.ts';

interface Visit {
  /** The caller as a person of his own tenant. */
  readonly context: Context;
  readonly customerId: string;
}

/** Whether the token is for a tenant that its person does not belong to; null when he is at home. */
async function visitOf(context: Context): Promise<Visit | null> {
  const { realm, caller } = context;
  // Only people of the token's own tenant are remembered as its callers.
  if (caller.userId === null || recallActor(realm.database, caller) !== undefined) return null;
  const home = await homeTenantOf(realm.database, caller.userId);
  if (home === null || home === caller.tenantId) return null;
  return { context: { ...context, caller: { ...caller, tenantId: home } }, customerId: caller.tenantId };
}

/**
 * A read of the directory that the token is for: of the own tenant for everybody in it; of a customer's for a person of
 * a partner by the roles he holds there now (`inside`; `any`: whichever they are; null: not at all), whatever his token
 * says. Refusals: customer-access-denied, no-relationship.
 */
export function readDirectory<I, F, O>(definition: {
  readonly inside: CustomerAction | 'any' | null;
  readonly load: (
    sql: Database,
    tenantId: string,
    input: I,
    caller: Caller,
  ) => Readonly<Record<keyof F & string, Fragment>>;
  readonly answer: (sight: Sight<F>, input: I, tenantId: string) => O | Refusal;
  readonly shaped?: (input: I) => boolean;
}): (context: Context, input: I) => Promise<O> {
  const { inside, load, answer } = definition;
  const shaped = (input: I) => definition.shaped?.(input) ?? false;
  const atHome = read<I, F, O>({
    permission: 'directory.read',
    shaped,
    load: (sql, caller, input) => load(sql, caller.tenantId, input, caller),
    answer: (sight, input) => answer(sight, input, sight.actor.tenantId),
  });
  const visiting = read<{ customerId: string; input: I }, F & { administration: AdministrationRow }, O>({
    permission: 'customer.administer',
    shaped: ({ input }) => shaped(input),
    load: (sql, caller, { customerId, input }) =>
      ({
        ...load(sql, customerId, input, caller),
        administration: ownAdministration(sql, caller, customerId),
      }) as never,
    answer: (sight, { customerId, input }) => {
      const facts = sight.facts as F & { administration: AdministrationRow };
      const rights = toAdministration(sight.actor, facts.administration);
      const none = rolesHeld(rights).roleIds.length === 0 || inside === null;
      const refusal =
        inside === 'any' || inside === null
          ? none
            ? refuse('customer-access-denied', { action: 'directory.read' })
            : null
          : mayInCustomer(inside, rights);
      if (refusal !== null) return refusal;
      rightsUsed(sight.realm, sight.actor, rights, customerId, sight.now);
      return answer(sight as Sight<F>, input, customerId);
    },
  });
  return async (context, input) => {
    const visit = await visitOf(context);
    if (visit === null) return atHome(context, input);
    return visiting(visit.context, { customerId: visit.customerId, input });
  };
}

/** An act on the own tenant's directory: whoever visits a customer changes nothing there by it. Refusals: customer-access-denied. */
export function atHomeOnly<I, O>(
  action: string,
  operation: (context: Context, input: I) => Promise<O>,
): (context: Context, input: I) => Promise<O> {
  return async (context, input) => {
    if ((await visitOf(context)) !== null) throw refused('customer-access-denied', { action });
    return operation(context, input);
  };
}
