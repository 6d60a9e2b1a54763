import { listOutbox, type OutboxRow } from '../../store/world/outbox.ts';
import { type Sandbox, tenantIdOf } from './sandbox.ts';

/**
 * What was told to whom, or is due to be told now, in the order of due times: everything, or only one kind, or only what
 * is addressed to one tenant. Refusals: tenant-not-found.
 */
export async function readOutbox(
  sandbox: Sandbox,
  filter: { readonly kind?: 'mail' | 'event'; readonly tenant?: string },
): Promise<OutboxRow[]> {
  const tenantId = filter.tenant === undefined ? null : await tenantIdOf(sandbox, filter.tenant);
  return listOutbox(sandbox.realm.database, { kind: filter.kind ?? null, tenantId });
}
