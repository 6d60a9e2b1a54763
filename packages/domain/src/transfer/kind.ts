import type { Actor, TenantRole } from '../access/actor.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Commerce } from '../subscription/facts.ts';

/**
 * What a transfer moves, and from whom to whom: older subscriptions of a direct partner that became a reseller, to its
 * provider (R180–R182); what hangs under an Azure plan (R183–R188); licences of new commerce (R190).
 */
export type TransferKind = 'direct_to_indirect' | 'azure_plan' | 'new_commerce';

/** The partner that gives away, and the one that takes over. */
export type TransferSide = 'source' | 'target';

interface TransferTerms {
  /** The side that makes the transfer, and may cancel it; the other one accepts or declines. */
  readonly madeBy: TransferSide;
  /** Who may make, cancel, accept and decline it, on either side. */
  readonly roles: readonly TenantRole[];
  /** Subscriptions of these kinds can be in it; under an Azure plan the plan's Azure subscriptions can, too. */
  readonly commerce: readonly Commerce[];
  /** Days after which an unanswered one expires (R185); null: it waits. */
  readonly answerDays: number | null;
  readonly maximumItems: number | null;
}

export const transferTerms: Readonly<Record<TransferKind, TransferTerms>> = {
  direct_to_indirect: {
    madeBy: 'source',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    commerce: ['legacy'],
    answerDays: null,
    maximumItems: null,
  },
  azure_plan: {
    madeBy: 'target',
    roles: ['adminAgent'],
    commerce: ['reservation'],
    answerDays: 30,
    maximumItems: null,
  },
  new_commerce: {
    madeBy: 'target',
    roles: ['adminAgent'],
    commerce: ['new_commerce'],
    answerDays: 30,
    maximumItems: 25,
  },
};

/** The kinds that there were in September 2023; licences of new commerce move since 2024 (R189, R190). */
export const transferKindsOf2023: readonly TransferKind[] = ['direct_to_indirect', 'azure_plan'];

/** Partners transfer to each other in the public cloud only (R170, R178). */
const clouds: Readonly<Record<Cloud, boolean>> = { public: true, usgov: false, china: false, germany: false };

/** Whether there are such transfers here at all. Refusals: transfer-not-in-cloud, transfer-not-enabled. */
export function transfersExist(
  kind: TransferKind,
  maker: { readonly tenantId: string; readonly cloud: Cloud },
  enabled: readonly TransferKind[],
): Refusal | null {
  if (!clouds[maker.cloud]) return refuse('transfer-not-in-cloud', { partnerId: maker.tenantId, cloud: maker.cloud });
  return enabled.includes(kind) ? null : refuse('transfer-not-enabled', { partnerId: maker.tenantId });
}

/** Whether the actor's roles allow to make or to answer a transfer of this kind (R180, R183). Refusal: role-not-sufficient. */
export function permitsTransfer(kind: TransferKind, actor: Pick<Actor, 'roles'>): Refusal | null {
  const { roles } = transferTerms[kind];
  return actor.roles.some((role) => roles.includes(role))
    ? null
    : refuse('role-not-sufficient', { action: 'transfer', roles });
}
