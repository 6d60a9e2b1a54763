import type { Actor } from '@multipartner/domain/access/actor.ts';
import { type PermissionName, permits } from '@multipartner/domain/access/permission.ts';
import { isRefusal, type Refusal, type RefusalCode, type RefusalFacts, refuse } from '@multipartner/domain/refusal.ts';
import { inAct, type Pair } from '../store/act.ts';
import { type ActorRow, type Caller, toActor } from '../store/actor.ts';
import { ask } from '../store/ask.ts';
import type { Database, Fragment, Transaction } from '../store/database.ts';
import { type AuditEntry, appendJournal, type OutboxEntry } from '../store/journal.ts';
import { sentTogether } from '../store/together.ts';
import type { Lastly } from '../store/transaction.ts';
import { heldByTransfer } from '../store/transfer.ts';
import type { Realm } from './realm.ts';

/** One request's surroundings: the realm and the caller its token speaks for. */
export interface Context {
  readonly realm: Realm;
  readonly caller: Caller;
  /** The act is to be tried only: it is told what would be written, and nothing is, not even the record of a refusal. */
  readonly rehearse?: (would: Rehearsal) => void;
  /** Something that is settled by the act, in its own transaction. */
  readonly settles?: Settlement;
}

/**
 * A thing that one act settles once and for all, such as a row of a bulk or a request that may be sent again: what came
 * of it commits with the act.
 */
export interface Settlement {
  /** What came of it before, if anything did and that is to be answered again; called once, before anything else. */
  recall?(): Promise<{ readonly outcome: unknown } | { readonly refusal: Refusal } | null>;
  /** Holds it until the transaction ends; false: it is settled, or somebody else has it. */
  claim(tx: Transaction): Promise<boolean>;
  /** Whatever has to be awaited for that. */
  prepare?(outcome: unknown): Promise<void>;
  /** What is written when the act is done. */
  done(outcome: unknown): Fragment;
  /** What is written beside the record of the attempt when it is refused. */
  refused(refusal: Refusal): Fragment;
}

/** The act was not done: what it would have settled is not to be had. Nothing was written. */
export class NotClaimed extends Error {}

/** What an act would have written into logs, and told to whom. */
export interface Rehearsal {
  readonly records: readonly Pick<
    AuditEntry,
    'tenantId' | 'resourceType' | 'operationType' | 'oldValue' | 'newValue'
  >[];
  readonly told: readonly Pick<OutboxEntry, 'kind' | 'name' | 'recipient'>[];
}

/** Undoes the transaction of a rehearsal, with what it would have answered. */
class Rehearsed extends Error {
  readonly outcome: unknown;
  constructor(outcome: unknown) {
    super('rehearsed: nothing was written');
    this.outcome = outcome;
  }
}

/** A refusal on its way to the protocol, which renders it. Nothing was changed. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`refused: ${refusal.code}`);
    this.refusal = refusal;
  }
}

/** Throws the refusal, or answers the outcome. */
export function allowed<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Refused(outcome);
  return outcome as T;
}

export function refused(code: RefusalCode, facts: RefusalFacts = {}): Refused {
  return new Refused(refuse(code, facts));
}

/** What a read has in hand when it decides. */
export interface Sight<F> {
  readonly actor: Actor;
  readonly now: Date;
  readonly realm: Realm;
  readonly facts: F;
}

/**
 * A read: its permission, what it loads (one statement together with the caller's facts) and what it answers.
 * The owner of the rows it loads is the caller, never a parameter of the request.
 */
export function read<I, F, O>(definition: {
  readonly permission: PermissionName;
  readonly load: (sql: Database, caller: Caller, input: I) => Readonly<Record<keyof F & string, Fragment>>;
  readonly answer: (sight: Sight<F>, input: I) => O | Refusal;
  /** Whether the shape of what it loads follows from what the caller wrote: a filter, an order. */
  readonly shaped?: (input: I) => boolean;
}): (context: Context, input: I) => Promise<O> {
  return async ({ realm, caller }, input) => {
    const parts = () => definition.load(realm.database, caller, input);
    const asked = await ask<F>(realm.database, caller, parts, definition.shaped?.(input) ?? false);
    const actor = toActor(caller, asked.actor);
    if (actor === null) throw refused('sign-in-required');
    const refusal = permits(definition.permission, actor);
    if (refusal !== null) throw new Refused(refusal);
    return allowed(definition.answer({ actor, now: asked.now, realm, facts: asked.facts }, input));
  };
}

type AuditDetail = Partial<
  Pick<
    AuditEntry,
    'customerId' | 'oldValue' | 'newValue' | 'customized' | 'operationType' | 'resourceType' | 'tenantId'
  >
>;
type Telling = Pick<OutboxEntry, 'tenantId' | 'name' | 'about'> &
  Partial<Pick<OutboxEntry, 'dueAt' | 'once' | 'body' | 'recipient'>>;

/** What an act works with: its transaction, the realm's time, and the journal that commits with it. */
export interface Work {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly realm: Realm;
  /** A write whose answer the body does not need: it becomes part of the journal's statement, beside other writes. */
  write(statement: Fragment): void;
  /** Writes a line into the log of the actor's tenant (or of `tenantId`: the customer's log of what was done here). */
  audit(detail: AuditDetail): void;
  /** Tells a tenant of an event. */
  event(telling: Telling): void;
  /** Sends a mail; `recipient` is an address. */
  mail(telling: Telling & { readonly recipient: string; readonly body: string }): void;
}

export interface ActDefinition<I, O, A = undefined> {
  readonly permission: PermissionName;
  /** What kind of act this is, for the frame rule's protected columns, e.g. `subscription.change`. */
  readonly kind: string;
  /** Resource and operation type of its audit record (R212). */
  readonly audited: { readonly resourceType: string; readonly operationType: string };
  /** The pairs it concerns: the caller's own, or the partner a customer acts towards. */
  readonly pairs: (caller: Caller, input: I) => readonly Pair[];
  /** In place of `pairs`: those of one object of the caller's, whose customer the request does not name. */
  readonly pairsOf?: (sql: Database, caller: Caller, input: I) => Fragment;
  /**
   * What the body is to have loaded and locked when it begins, sent together with the declaration of the act. It is
   * looked at only when the caller's roles allow the act; no statement of it may fail in the ordinary course of things.
   */
  readonly ahead?: (tx: Transaction, caller: Caller, input: I) => Promise<A>;
  readonly body: (work: Work, input: I, ahead: A) => Promise<O>;
}

/**
 * An act: one operation, one transaction, one audit record. A refusal rolls everything back and leaves a record of
 * the caller's attempt, and nothing else (R214).
 */
export function act<I, O, A = undefined>(
  definition: ActDefinition<I, O, A>,
): (context: Context, input: I) => Promise<O> {
  return async ({ realm, caller, rehearse, settles }, input) => {
    const known = (await settles?.recall?.()) ?? null;
    if (known !== null) {
      if ('refusal' in known) throw new Refused(known.refusal);
      return known.outcome as O;
    }
    const pairs = definition.pairs(caller, input);
    let seen: { actor: Actor; now: Date } | undefined;
    try {
      const ahead = definition.ahead;
      const body = async (
        tx: Transaction,
        now: Date,
        row: ActorRow | null,
        opened: Opened<A> | undefined,
        lastly: Lastly,
      ): Promise<O> => {
        if (opened?.claimed === false) throw new NotClaimed();
        const actor = toActor(caller, row);
        if (actor === null) throw refused('sign-in-required');
        seen = { actor, now };
        const refusal = permits(definition.permission, actor);
        if (refusal !== null) throw new Refused(refusal);
        const audit: AuditEntry[] = [];
        const outbox: OutboxEntry[] = [];
        const writes: Fragment[] = [];
        const defaultCustomer = namedCustomer(pairs);
        const tell = (kind: 'event' | 'mail', telling: Telling) =>
          outbox.push({ kind, recipient: telling.tenantId, createdAt: now, dueAt: now, ...telling });
        const outcome = await definition.body(
          {
            tx,
            actor,
            now,
            realm,
            write: (statement) => writes.push(statement),
            audit: (detail) =>
              audit.push(entry(definition, actor, now, 'succeeded', { customerId: defaultCustomer, ...detail })),
            event: (telling) => tell('event', telling),
            mail: (telling) => tell('mail', telling),
          },
          input,
          opened?.loaded as A,
        );
        if (settles !== undefined) {
          await settles.prepare?.(outcome);
          writes.push(settles.done(outcome));
        }
        if (audit.length === 0) audit.push(entry(definition, actor, now, 'succeeded', { customerId: defaultCustomer }));
        if (rehearse !== undefined) {
          // Whatever the database would refuse, it refuses now.
          await appendJournal(tx, audit, outbox, writes);
          rehearse({ records: audit, told: outbox });
          throw new Rehearsed(outcome);
        }
        lastly(appendJournal(tx, audit, outbox, writes));
        return outcome;
      };
      const load =
        ahead === undefined && settles === undefined
          ? undefined
          : async (tx: Transaction): Promise<Opened<A>> => {
              const [claimed, loaded] = await sentTogether([settles?.claim(tx) ?? true, ahead?.(tx, caller, input)]);
              return { claimed, loaded: loaded as A };
            };
      const found = definition.pairsOf;
      const declared = found === undefined ? pairs : (sql: Database) => found(sql, caller, input);
      return await inAct<O, Opened<A> | undefined>(
        realm.database,
        { kind: definition.kind, pairs: declared },
        caller,
        body,
        load,
      );
    } catch (thrown) {
      if (thrown instanceof Rehearsed) return thrown.outcome as O;
      const error = inTransfer(thrown) ?? thrown;
      if (error instanceof Refused && rehearse === undefined) {
        const { code, facts } = error.refusal;
        const customerId = namedCustomer(pairs);
        const customized = { refusal: code, ...facts };
        const failed =
          seen === undefined ? [] : [entry(definition, seen.actor, seen.now, 'failed', { customerId, customized })];
        const settled = settles === undefined ? [] : [settles.refused(error.refusal)];
        await appendJournal(realm.database, failed, [], settled);
      }
      throw error;
    }
  };
}

/** Whatever an act would change: what a transfer moves, or has moved away, is locked (R182, R192). The database sees it. */
function inTransfer(error: unknown): Refused | null {
  const held = heldByTransfer(error);
  if (held === null) return null;
  const { transferId, id, moving } = held;
  return refused(moving ? 'transfer-in-progress' : 'subscription-transferred', { transferId, id });
}

/** What was sent ahead of the body. */
interface Opened<A> {
  readonly claimed: boolean;
  readonly loaded: A;
}

/** The customer of the first pair; null where it concerns nobody in particular. */
function namedCustomer(pairs: readonly Pair[]): string | null {
  const first = pairs[0]?.customerId ?? null;
  return first === 'any' ? null : first;
}

function entry(
  definition: { readonly audited: { readonly resourceType: string; readonly operationType: string } },
  actor: Actor,
  now: Date,
  status: AuditEntry['status'],
  detail: AuditDetail,
): AuditEntry {
  return {
    tenantId: actor.tenantId,
    at: now,
    customerId: null,
    userId: actor.userId,
    userPrincipalName: actor.userPrincipalName,
    applicationId: actor.applicationId,
    ...definition.audited,
    status,
    ...detail,
  };
}
