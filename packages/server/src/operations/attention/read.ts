import type { Actor } from '@multipartner/domain/access/actor.ts';
import { type PermissionName, permits } from '@multipartner/domain/access/permission.ts';
import {
  type AttentionList,
  type AttentionRow,
  endingAdministration,
  endingTerms,
  failedBulks,
  unansweredAdministration,
  unansweredTransfers,
} from '../../store/attention.ts';
import { type Context, read } from '../operation.ts';

export type { AttentionRow };

/** What can need attention, and whose role lets him see it. */
const ofPartner = {
  administrationEnding: 'gdap.bulk',
  administrationUnanswered: 'gdap.bulk',
  subscriptionTermEnding: 'subscription.read',
  transferWaiting: 'transfer.read',
  bulkFailed: 'gdap.bulk',
} as const satisfies Record<string, PermissionName>;
const ofCustomer = { administrationRequested: 'customer.gdap.approve' } as const satisfies Record<
  string,
  PermissionName
>;

export type AttentionKind = keyof typeof ofPartner | keyof typeof ofCustomer;
export const attentionKinds = [...Object.keys(ofPartner), ...Object.keys(ofCustomer)] as AttentionKind[];

export interface Attention {
  readonly asOf: Date;
  /** Only kinds that the caller's roles let him see. */
  readonly kinds: readonly (AttentionList & { readonly kind: AttentionKind })[];
}

/** What the caller's tenant should look at: all of it by number, the most pressing by name. */
export const readAttention: (context: Context, input: Record<never, never>) => Promise<Attention> = read<
  Record<never, never>,
  Record<AttentionKind, AttentionList>,
  Attention
>({
  permission: 'tenant.enter',
  load: (sql, { tenantId }) => ({
    administrationEnding: endingAdministration(sql, { partnerId: tenantId }),
    administrationUnanswered: unansweredAdministration(sql, { partnerId: tenantId }),
    subscriptionTermEnding: endingTerms(sql, { partnerId: tenantId }),
    transferWaiting: unansweredTransfers(sql, { partnerId: tenantId }),
    bulkFailed: failedBulks(sql, { partnerId: tenantId }),
    administrationRequested: unansweredAdministration(sql, { customerId: tenantId }),
  }),
  answer: ({ actor, now, facts }) => ({
    asOf: now,
    kinds: seenBy(actor).map((kind) => ({ kind, ...facts[kind] })),
  }),
});

function seenBy(actor: Actor): AttentionKind[] {
  const rows = Object.entries({ ...ofPartner, ...ofCustomer }) as [AttentionKind, PermissionName][];
  return rows.filter(([, permission]) => permits(permission, actor) === null).map(([kind]) => kind);
}
