import { permits } from '@multipartner/domain/access/permission.ts';
import { type LogFilter, type LogRow, ownLog } from '../../store/customer-log.ts';
import { type Context, read } from '../operation.ts';

export type { LogFilter, LogRow };

export interface OwnLogInput {
  readonly filter: LogFilter;
  readonly limit: number;
  readonly after: readonly [at: string, seq: number] | null;
}

export interface OwnLog {
  readonly items: readonly LogRow[];
  readonly next: readonly [at: string, seq: number] | null;
}

/**
 * The caller's own log, the newest first: what its people, and partners here, did (R99, R215). A customer's is for its
 * Global administrators (R214), a partner's for its Admin agents too (R213).
 */
export const readOwnLog: (context: Context, input: OwnLogInput) => Promise<OwnLog> = read<
  OwnLogInput,
  { log: LogRow[] },
  OwnLog
>({
  permission: 'tenant.enter',
  shaped: ({ filter }) => Object.values(filter).some((value) => value !== null),
  load: (sql, caller, { filter, limit, after }) => ({
    log: ownLog(sql, caller.tenantId, filter, { limit: limit + 1, after }),
  }),
  answer: ({ actor, facts }, { limit }) => {
    const refusal = permits(actor.partner === null ? 'customer.audit.read' : 'audit.read', actor);
    if (refusal !== null) return refusal;
    const items = facts.log.slice(0, limit);
    const last = items.at(-1);
    return { items, next: facts.log.length > limit && last !== undefined ? [last.at, last.seq] : null };
  },
});
