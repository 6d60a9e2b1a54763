import {
  type Action,
  actions,
  customerId,
  enough,
  groupsOf,
  isStranger,
  partnerId,
  peopleOfPartner,
  type Relationship,
  relationshipAt,
  rolesBy,
  type Size,
  userId,
} from './model.ts';

/** One case: may this person of the partner do this at the customer? */
export interface Question {
  readonly partner: number;
  readonly person: number;
  readonly customer: number;
  readonly action: Action;
  /** GUIDs of the partner, the customer, the person, and of the admin agent who asks. */
  readonly ids: { readonly partner: string; readonly customer: string; readonly user: string; readonly asker: string };
  readonly expected: boolean;
  /** The relationship that allows it, where one does. */
  readonly by: number | null;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32): every run asks the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** In which way a case is denied; each is as frequent as the others. */
const denials = ['other-group', 'other-roles', 'no-longer', 'stranger'] as const;

/**
 * So many random cases, every other one a denial. `withDap` asks only where a partner has DAP besides; otherwise only
 * where it has none.
 */
export function questions(size: Size, count: number, seed: number, withDap = false): Question[] {
  const next = numbers(seed);
  const below = (n: number) => Math.floor(next() * n);
  const list: Question[] = [];
  while (list.length < count) {
    const allowed = list.length % 2 === 0;
    const denial = denials[(list.length >> 1) % denials.length] as (typeof denials)[number];
    const one = relationshipAt(size, below(size.relationships));
    if (one.dap !== withDap) continue;
    const person = below(peopleOfPartner);
    const action = actions[below(actions.length)] as Action;
    const expected = rolesBy(one, person).some((role) => enough(action).includes(role));
    if (expected !== allowed) continue;
    if (allowed || withDap) {
      list.push(question(one.partner, person, one.customer, action, expected ? one.number : null));
      continue;
    }
    const partner = denial === 'stranger' ? below(size.partners) : one.partner;
    if (!isDenial(denial, size, one, { partner, person, action })) continue;
    list.push(question(partner, person, one.customer, action, null));
  }
  return list;
}

/** Person 0 of each partner is an admin agent, who may ask about everybody of his. */
const asker = 0;

function question(partner: number, person: number, customer: number, action: Action, by: number | null): Question {
  const ids = {
    partner: partnerId(partner),
    customer: customerId(customer),
    user: userId(partner, person),
    asker: userId(partner, asker),
  };
  return { partner, person, customer, action, ids, expected: by !== null, by };
}

function isDenial(
  denial: (typeof denials)[number],
  size: Size,
  one: Relationship,
  asked: { readonly partner: number; readonly person: number; readonly action: Action },
): boolean {
  const inGroup = groupsOf(asked.person).has(one.group);
  const rolesSuffice = one.roles.some((role) => enough(asked.action).includes(role));
  const effective = one.state === 'effective';
  switch (denial) {
    case 'other-group':
      return effective && rolesSuffice && !inGroup;
    case 'other-roles':
      return effective && !rolesSuffice && inGroup;
    case 'no-longer':
      return !effective && rolesSuffice && inGroup;
    case 'stranger':
      return isStranger(size, asked.partner, one.customer);
  }
}
