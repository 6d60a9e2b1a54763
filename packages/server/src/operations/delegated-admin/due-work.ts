import type { DueKind } from '../../clock/index.ts';
import type { Transaction } from '../../store/database.ts';
import {
  type DueMail,
  longestPassage,
  nextDueRelationship,
  passRelationshipTime,
} from '../../store/delegated-admin/due.ts';

/**
 * What time brings to granular relationships: a request that nobody answered lapses (R65), activation is told, both
 * sides are reminded of the end (R71), which is an extension (R72) or the expiry, and a year later it goes (R75).
 */
export const adminRelationshipsDue: DueKind = {
  name: 'delegated-admin',
  nextDue: nextDueRelationship,
  run: (tx, upTo, limit) => passRelationshipTime(tx, upTo, limit, mails),
  // A call does everything up to a time, so that nothing before it is left.
  limit: 5000,
  limitWhileMoved: 25_000,
  window: longestPassage * 86_400_000,
};

/**
 * Does what is due for one relationship until now, for an act on it that is quicker than the clock: what belongs to the
 * time before the act is recorded and told before it, and none of it is lost by what the act changes. The act holds the
 * relationship, and reads it again after this.
 */
export async function catchUp(tx: Transaction, key: { readonly partnerId: string; readonly id: string }, now: Date) {
  while ((await passRelationshipTime(tx, now, 1, mails, key)) > 0);
}

const subject = 'Delegated administration "%1$s"';
const about = 'The granular admin relationship "%1$s" with %2$s';
const ending =
  'It does not extend itself: from then on the groups that its roles are assigned to have no access. Who is to be administered after that needs a new request, or auto-extension switched on before.';
const extending = 'It extends itself then by 180 days, until %4$s UTC, unless that is switched off before.';

/** Both sides get the same sentences, each with the other's name. */
const mails: readonly DueMail[] = [
  ...[30, 7, 1].flatMap((days) => {
    const left = days === 1 ? 'tomorrow' : `in ${days} days`;
    return [
      {
        letter: `reminder-${days}` as const,
        turn: 1,
        subject: `${subject} ends ${left}`,
        body: `${about} ends ${left}, on %3$s UTC. ${ending}`,
      },
      {
        letter: `reminder-${days}-extends` as const,
        turn: 1,
        subject: `${subject} is extended ${left}`,
        body: `${about} comes to its end ${left}, on %3$s UTC. ${extending}`,
      },
    ];
  }),
  {
    letter: 'extended-extends',
    turn: 1,
    subject: `${subject} is extended today`,
    body: `${about} comes to its end today, on %3$s UTC, and extends itself by 180 days, until %4$s UTC. Whoever does not want that switches its auto-extension off, or ends it.`,
  },
  {
    letter: 'expired',
    turn: 1,
    subject: `${subject} ends today`,
    body: `${about} ends today, on %3$s UTC. It does not extend itself: from then on the groups that its roles are assigned to have no access.`,
  },
  {
    letter: 'expired',
    turn: 2,
    subject: `${subject} has expired`,
    body: `${about} expired on %3$s UTC: the groups that its roles were assigned to have lost them. Subscriptions and the reseller relationship are not touched by this. Who is to be administered again needs a new request.`,
  },
];
