import { type LogRow, ownLog } from '../../store/customer-log.ts';
import { type Context, read } from '../operation.ts';

export interface OwnLogInput {
  readonly limit: number;
  readonly after: readonly [at: string, seq: number] | null;
}

export interface OwnLog {
  readonly items: readonly LogRow[];
  readonly next: readonly [at: string, seq: number] | null;
}

/** The caller's own log, the newest first: what its people, and partners here, did (R99, R215). */
export const readOwnLog: (context: Context, input: OwnLogInput) => Promise<OwnLog> = read<
  OwnLogInput,
  { log: LogRow[] },
  OwnLog
>({
  permission: 'customer.audit.read',
  load: (sql, caller, { limit, after }) => ({ log: ownLog(sql, caller.tenantId, { limit: limit + 1, after }) }),
  answer: ({ facts }, { limit }) => {
    const items = facts.log.slice(0, limit);
    const last = items.at(-1);
    return { items, next: facts.log.length > limit && last !== undefined ? [last.at, last.seq] : null };
  },
});
