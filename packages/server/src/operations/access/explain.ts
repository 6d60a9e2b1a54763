import {
  type ExplainableAction,
  type Explanation,
  type ExplanationFacts,
  explain,
  explainableActions,
  mayI,
} from '@multipartner/domain/access/explain.ts';
import { permits } from '@multipartner/domain/access/permission.ts';
import { decideSale } from '@multipartner/domain/ordering/sale.ts';
import { type ActorRow, actorFacts, type Caller, personFacts, toActor } from '../../store/actor.ts';
import { type AdministrationRow, administrationFacts, toAdministration } from '../../store/administration.ts';
import { ask } from '../../store/ask.ts';
import { type SaleRow, saleFacts } from '../../store/order.ts';
import { rolesOfUser } from '../../store/role.ts';
import { ownSubscription } from '../../store/subscription.ts';
import { type Context, Refused, refused } from '../operation.ts';
import { orderFacts } from '../order/sale.ts';

export interface AccessQuestion {
  readonly customerId: string;
  /** The person of the partner whose right is asked for. */
  readonly userId: string;
  /** A customer names the partner; a partner asks about its own people. */
  readonly partnerId: string | null;
  readonly action: ExplainableAction;
  readonly subscriptionId: string | null;
  /** The person of the customer to whom it is done, where that matters. */
  readonly personId: string | null;
  /** The directory role that it is about, where that matters. */
  readonly roleDefinitionId: string | null;
}

/** What was not asked for is not there. */
interface Loaded {
  subject?: ActorRow | null;
  person?: ActorRow['person'];
  administration: AdministrationRow;
  sale?: SaleRow | null;
  owns?: unknown;
  rolesOfPerson?: string[] | null;
}

/** The action, or the refusal that lists every action there is. */
export function explainable(action: string): ExplainableAction {
  if (action in explainableActions) return action as ExplainableAction;
  throw refused('value-invalid', {
    field: 'action',
    reason: `is not one of ${Object.keys(explainableActions).join(', ')}`,
  });
}

/** Why a person may, or may not: decided by the functions that decide the real request, from facts of one instant. */
export async function explainAccess(context: Context, question: AccessQuestion): Promise<Explanation> {
  const { actor, facts } = await look(context, question);
  return explain(question.action, actor, facts);
}

/** The short form of explain. */
export async function checkAccess(context: Context, question: AccessQuestion): Promise<{ allowed: boolean }> {
  const { actor, facts } = await look(context, question);
  return { allowed: mayI(question.action, actor, facts) === null };
}

/** One round trip: the asker, the person asked about, and all that decides. */
async function look(
  { realm, caller }: Context,
  question: AccessQuestion,
): Promise<{ actor: NonNullable<ReturnType<typeof toActor>>; facts: ExplanationFacts }> {
  const asCustomer = question.customerId === caller.tenantId;
  const partnerId = asCustomer ? question.partnerId : caller.tenantId;
  if (partnerId === null) throw refused('value-missing', { field: 'partnerId' });
  if (!asCustomer && question.partnerId !== null && question.partnerId !== caller.tenantId)
    throw refused('role-not-sufficient', { action: 'explain.partner' });
  const subject: Caller = { tenantId: partnerId, userId: question.userId, applicationId: caller.applicationId };
  const sql = realm.database;
  const { customerId, personId, subscriptionId } = question;
  const { needs }: { permission: string; needs?: string } = explainableActions[question.action];
  // What the question does not need is not asked for: each part costs, on either side.
  const asked = await ask<Loaded>(sql, caller, () => ({
    // A partner's own people are of the asker's tenant, whose facts are at hand.
    ...(asCustomer ? { subject: actorFacts(sql, subject) } : { person: personFacts(sql, subject) }),
    administration: administrationFacts(sql, subject, customerId),
    ...(needs === 'sale'
      ? { sale: saleFacts(sql, { partnerId }, { customerId, named: [], keys: [], own: false }, false) }
      : {}),
    ...(personId === null ? {} : { rolesOfPerson: rolesOfUser(sql, customerId, personId) }),
    ...(subscriptionId === null ? {} : { owns: ownSubscription(sql, { partnerId }, customerId, subscriptionId) }),
  }));
  const asker = toActor(caller, asked.actor);
  if (asker === null) throw refused('sign-in-required');
  // Everybody may ask about himself; about others who manages people, or the customer's administrator.
  const aboutSelf = !asCustomer && question.userId === caller.userId;
  const refusal = aboutSelf ? null : permits(asCustomer ? 'customer.explain' : 'explain.partner', asker);
  if (refusal !== null) throw new Refused(refusal);
  const { facts } = asked;
  const row = asCustomer ? facts.subject : asked.actor && { ...asked.actor, person: facts.person ?? null };
  const actor = toActor(subject, row ?? null);
  // A customer learns of people of its own partners only (R97).
  const known =
    actor !== null &&
    actor.partner !== null &&
    (!asCustomer || facts.administration.related || facts.administration.dap || facts.administration.gdap.length > 0);
  if (!known) throw refused('user-not-found', { id: question.userId });
  return {
    actor,
    facts: {
      administration: toAdministration(actor, facts.administration),
      rolesOfPerson: facts.rolesOfPerson ?? null,
      roleDefinitionId: question.roleDefinitionId,
      ownsSubscription: subscriptionId === null ? null : (facts.owns ?? null) !== null,
      saleRefusal: facts.sale == null ? null : decideSale(orderFacts(facts.sale, actor, customerId, [], asked.now)),
    },
  };
}
