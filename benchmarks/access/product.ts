import type { Actor } from '@multipartner/domain/access/actor.ts';
import { type ExplanationFacts, mayI } from '@multipartner/domain/access/explain.ts';
import { checkAccess } from 'multipartner/operations/access/explain.ts';
import type { Context } from 'multipartner/operations/operation.ts';
import { defaultSettings, type Realm } from 'multipartner/operations/realm.ts';
import { type ActorRow, actorFacts, type Caller, toActor } from 'multipartner/store/actor.ts';
import { type AdministrationRow, administrationFacts, toAdministration } from 'multipartner/store/administration.ts';
import type { Database } from 'multipartner/store/database.ts';
import type { Question } from './questions.ts';

/** Whatever answers questions; the answers are compared, and the time they take. */
export interface Contestant {
  readonly name: string;
  ask(question: Question): Promise<boolean> | boolean;
}

const applicationId = '00000000-0000-0000-0000-000000000000';
/** As much of a realm as operations that only read have use for. */
export const realmOf = (database: Database): Realm =>
  ({ database, mode: 'sandbox', settings: defaultSettings }) as Realm;

/** The product's own operation, in this process. */
export function operation(database: Database): Contestant {
  const realm = realmOf(database);
  return {
    name: 'checkAccess',
    async ask({ ids, action }) {
      const caller: Caller = { tenantId: ids.partner, userId: ids.asker, applicationId };
      const context: Context = { realm, caller };
      const { allowed } = await checkAccess(context, {
        customerId: ids.customer,
        userId: ids.user,
        partnerId: null,
        action,
        subscriptionId: null,
        personId: null,
        roleDefinitionId: null,
      });
      return allowed;
    },
  };
}

/** The domain's decision alone, from facts that were loaded before. */
export async function decision(database: Database, asked: readonly Question[]): Promise<Contestant> {
  const loaded = new Map<Question, { actor: Actor; facts: ExplanationFacts }>();
  for (const one of asked) {
    const caller: Caller = { tenantId: one.ids.partner, userId: one.ids.user, applicationId };
    const [row] = await database<[{ actor: ActorRow | null; administration: AdministrationRow }]>`
      select (${actorFacts(database, caller)}) as actor, (${administrationFacts(database, caller, one.ids.customer)}) as administration`;
    const actor = toActor(caller, row.actor);
    if (actor === null) throw new Error(`person ${one.person} of partner ${one.partner} is not there`);
    const administration = toAdministration(actor, row.administration);
    loaded.set(one, {
      actor,
      facts: { administration, rolesOfPerson: null, roleDefinitionId: null, ownsSubscription: null, saleRefusal: null },
    });
  }
  return {
    name: 'mayI',
    ask(question) {
      const known = loaded.get(question);
      if (known === undefined) throw new Error('the facts of this question were not loaded');
      return mayI(question.action, known.actor, known.facts) === null;
    },
  };
}
