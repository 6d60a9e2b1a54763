import type { Refusal, RefusalCode } from '@multipartner/domain/refusal.ts';
import type { listTransitions, TransitionEligibility } from '../../../operations/subscription/transitions.ts';
import { renderings } from '../house/errors.ts';

type Row = Awaited<ReturnType<typeof listTransitions>>[number];

/** A move that was made. Both of its steps are done within the call that asks for it. */
export function renderTransition(row: Row) {
  const timestamp = new Date(row.at).toISOString();
  const events = (name: string) =>
    ['Started', 'Completed'].map((status) => ({
      name,
      status,
      timestamp,
      attributes: { objectType: 'TransitionEvent' },
    }));
  return {
    operationId: row.id,
    fromCatalogItemId: row.from_catalogue_id,
    fromSubscriptionId: row.from_subscription_id,
    toCatalogItemId: row.to_catalogue_id,
    toSubscriptionId: row.to_subscription_id,
    quantity: row.quantity,
    ...(row.term_duration === null ? {} : { termDuration: row.term_duration }),
    billingCycle: row.billing_cycle,
    transitionType: row.kind,
    events: [...events('Conversion'), ...(row.people === null ? [] : events('LicenseReassignment'))],
    attributes: { objectType: 'Transition' },
  };
}

/** Documented numbers of what stands against a move. */
const numbers: Partial<Record<RefusalCode, number>> = {
  'customer-access-denied': 1,
  'subscription-not-active': 2,
  'licence-transfer-conflict': 3,
};

/** Those of a subscription that is to take the seats. */
const intoNumbers: Partial<Record<RefusalCode, number>> = {
  'transition-into-inactive': 1,
  'transition-into-open-window': 2,
  'transition-term-shorter': 3,
  'transition-into-earlier-end': 4,
};

const errorsOf = (reasons: readonly Refusal[], codes: Partial<Record<RefusalCode, number>>) =>
  reasons.map(({ code, facts }) => ({ code: codes[code] ?? 0, description: renderings[code].say(facts) }));

export function renderEligibility(one: TransitionEligibility) {
  const way = (transitionType: string, reasons: readonly Refusal[]) => ({
    isEligible: reasons.length === 0,
    transitionType,
    errors: errorsOf(reasons, numbers),
  });
  return {
    catalogItemId: one.catalogueId,
    title: one.title,
    description: one.description,
    quantity: one.quantity,
    subscriptionEligibilities: one.subscriptions.map(({ facts, reasons }) => ({
      isEligible: reasons.length === 0,
      subscriptionId: facts.id,
      subscriptionFriendlyName: facts.friendlyName,
      ...(facts.termDuration === null ? {} : { subscriptionTermDuration: facts.termDuration }),
      subscriptionBillingCycle: facts.billingCycle,
      errors: errorsOf(reasons, intoNumbers),
    })),
    eligibilities: [way('transition_only', one.only), way('transition_with_license_transfer', one.withLicences)],
    attributes: { objectType: 'TransitionEligibility' },
  };
}
