import {
  type AdministrationFacts,
  type CustomerAction,
  mayInCustomer,
} from '@multipartner/domain/access/customer-administration.ts';
import { cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
import { isRefusal, type Refusal } from '@multipartner/domain/refusal.ts';
import type { Caller } from '../../store/actor.ts';
import {
  type AdministrationRow,
  ownAdministration,
  readAdministration,
  toAdministration,
} from '../../store/administration.ts';
import type { Database, Fragment } from '../../store/database.ts';
import { rightsUsed } from '../access/use.ts';
import { act, type Context, Refused, read, type Sight, type Work } from '../operation.ts';

interface Inside {
  readonly customerId: string;
}

/** A read inside a customer's directory: DAP or GDAP decide, from facts loaded in the same statement (R51, R83). */
export function readInside<I extends Inside, F, O>(definition: {
  readonly action: CustomerAction;
  readonly load: (sql: Database, input: I) => Readonly<Record<keyof F & string, Fragment>>;
  readonly answer: (sight: Sight<F>, input: I) => O | Refusal;
}): (context: Context, input: I) => Promise<O> {
  return read<I, F & { administration: AdministrationRow }, O>({
    permission: 'customer.administer',
    load: (sql: Database, caller: Caller, input: I) =>
      ({ ...definition.load(sql, input), administration: ownAdministration(sql, caller, input.customerId) }) as never,
    answer: (sight, input) => {
      const facts = sight.facts as F & { administration: AdministrationRow };
      const rights = toAdministration(sight.actor, facts.administration);
      const refusal = mayInCustomer(definition.action, rights);
      if (refusal !== null) return refusal;
      const outcome = definition.answer(sight as Sight<F>, input);
      if (!isRefusal(outcome)) rightsUsed(sight.realm, sight.actor, rights, input.customerId, sight.now);
      return outcome;
    },
  });
}

type Detail = Parameters<Work['audit']>[0];

/** What an act inside a customer works with. */
export interface InsideWork extends Omit<Work, 'audit'> {
  /** The rights it acts by. */
  readonly rights: AdministrationFacts;
  /** Writes a line into the log of the actor's tenant and into the customer's own (R214). */
  record(detail: Detail): void;
}

/** An act inside a customer's directory, by one right or by all of those that the input needs. */
export function actInside<I extends Inside, O>(definition: {
  readonly action: CustomerAction;
  /** The rights it needs where that depends on the input; `action` alone when absent. */
  readonly needs?: (input: I) => readonly CustomerAction[];
  readonly audited: { readonly resourceType: string; readonly operationType: string };
  readonly body: (work: InsideWork, input: I) => Promise<O>;
}): (context: Context, input: I) => Promise<O> {
  return act<I, O, AdministrationRow>({
    permission: 'customer.administer',
    kind: definition.action,
    audited: definition.audited,
    pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
    ahead: (tx, caller, { customerId }) => readAdministration(tx, caller, customerId),
    body: async (work, input, row) => {
      const rights = toAdministration(work.actor, row);
      for (const action of definition.needs?.(input) ?? [definition.action]) {
        const refusal = mayInCustomer(action, rights);
        if (refusal !== null) throw new Refused(refusal);
      }
      const noCapability = cloudOffers(work.actor.cloud, 'userManagement');
      if (noCapability !== null) throw new Refused(noCapability);
      const record = (detail: Detail) => {
        work.audit(detail);
        work.audit({ ...detail, tenantId: input.customerId });
      };
      const outcome = await definition.body({ ...work, rights, record }, input);
      rightsUsed(work.realm, work.actor, rights, input.customerId, work.now);
      return outcome;
    },
  });
}
