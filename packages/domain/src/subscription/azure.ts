import { type Refusal, refuse } from '../refusal.ts';

/** An Azure subscription under an Azure plan, as far as its state goes. */
export interface AzureSubscriptionFacts {
  readonly id: string;
  readonly cancelledAt: Date | null;
}

/** Why a partner may cancel an Azure subscription by itself: somebody took it over (R110). */
export const azureCancellationReasons: readonly string[] = ['compromise'];

/**
 * Cancels it. The partner's role on it is not asked for: this works when the customer took it away, too (R110). One that
 * is cancelled stays as it is. Refusals: azure-cancellation-reason-invalid.
 */
export function cancelAzure<T extends AzureSubscriptionFacts>(facts: T, reason: string, now: Date): T | Refusal {
  if (!azureCancellationReasons.includes(reason.toLowerCase()))
    return refuse('azure-cancellation-reason-invalid', { reason });
  return facts.cancelledAt === null ? { ...facts, cancelledAt: now } : facts;
}

/** What stands around an Azure subscription that is to run again. */
export interface AzureStanding {
  readonly planActive: boolean;
  /** Whether the partner still holds a role on it (R85, R86). */
  readonly roleHeld: boolean;
}

/**
 * Lets a cancelled one run again. Refusals: azure-role-missing, azure-subscription-not-reactivable.
 */
export function reactivateAzure<T extends AzureSubscriptionFacts>(facts: T, standing: AzureStanding): T | Refusal {
  const { id } = facts;
  if (!standing.roleHeld) return refuse('azure-role-missing', { id });
  if (facts.cancelledAt === null)
    return refuse('azure-subscription-not-reactivable', { id, reason: 'it is not cancelled' });
  if (!standing.planActive)
    return refuse('azure-subscription-not-reactivable', { id, reason: 'the Azure plan is not active' });
  return { ...facts, cancelledAt: null };
}
