import { type CustomerAction, mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
import type { Refusal } from '@multipartner/domain/refusal.ts';
import type { Caller } from '../../store/actor.ts';
import {
  type AdministrationRow,
  administrationFacts,
  readAdministration,
  toAdministration,
} from '../../store/administration.ts';
import type { Database, Fragment } from '../../store/database.ts';
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
      ({ ...definition.load(sql, input), administration: administrationFacts(sql, caller, input.customerId) }) as never,
    answer: (sight, input) => {
      const facts = sight.facts as F & { administration: AdministrationRow };
      return (
        mayInCustomer(definition.action, toAdministration(sight.actor, facts.administration)) ??
        definition.answer(sight as Sight<F>, input)
      );
    },
  });
}

/** An act inside a customer's directory; recorded in the partner's log, and in the customer's own (R214). */
export function actInside<I extends Inside, O>(definition: {
  readonly action: CustomerAction;
  readonly audited: { readonly resourceType: string; readonly operationType: string };
  readonly body: (work: Work, input: I) => Promise<{ readonly outcome: O; readonly newValue?: unknown }>;
}): (context: Context, input: I) => Promise<O> {
  return act<I, O>({
    permission: 'customer.administer',
    kind: definition.action,
    audited: definition.audited,
    pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
    body: async (work, input) => {
      const { tx, actor } = work;
      const caller = { tenantId: actor.tenantId, userId: actor.userId, applicationId: actor.applicationId };
      const row = await readAdministration(tx, caller, input.customerId);
      const refusal =
        mayInCustomer(definition.action, toAdministration(actor, row)) ?? cloudOffers(actor.cloud, 'userManagement');
      if (refusal !== null) throw new Refused(refusal);
      const { outcome, newValue } = await definition.body(work, input);
      work.audit({ newValue });
      work.audit({ newValue, tenantId: input.customerId });
      return outcome;
    },
  });
}
