import { type Renderings, r, text } from './rendering.ts';

/** Why an older subscription cannot be upgraded, and the documented number of it. */
export const upgradeReasons: Readonly<Record<string, { readonly code: number; readonly words: string }>> = {
  rightsMissing: { code: 1, words: 'the partner has no delegated administration right for it' },
  notActive: { code: 2, words: 'it is not active' },
  targetHeld: { code: 3, words: 'the customer has the target, or its services, already' },
  licencesHeldTwice: { code: 3, words: 'people have the licences of both already' },
  userNeeded: { code: 5, words: 'licences are moved by a person only' },
  addOnsPresent: { code: 6, words: 'add-ons hang under it' },
  targetUnknown: { code: 8, words: 'the target is no offer that it upgrades to' },
};

/** What becomes of a subscription: promotions, migrations, upgrades, conversions and transitions. */
export const moves = {
  'promotion-not-found': r(404, 400013, (f) => `There is no promotion ${text(f.id)}.`),
  'promotion-not-eligible': r(
    400,
    2000,
    (f) => `Line ${text(f.line)}: "promotionId" ${text(f.id)} cannot be had here: ${text(f.reason)}.`,
  ),
  'migration-not-active': r(400, 900215, (f) => `The subscription ${text(f.id)} is not active, and so not migrated.`),
  'migration-in-progress': r(
    400,
    900216,
    (f) => `A migration of the subscription ${text(f.id)} is under way or planned already.`,
  ),
  'migration-near-term-end': r(
    400,
    900217,
    (f) => `The subscription ${text(f.id)} ends in less than 24 hours, and is not migrated before that.`,
  ),
  'migration-with-promotion': r(
    400,
    900218,
    (f) => `The subscription ${text(f.id)} has a promotion, and is not migrated.`,
  ),
  'migration-with-add-ons': r(
    400,
    900219,
    (f) => `The subscription ${text(f.id)} is an add-on; it is migrated together with its base.`,
  ),
  'migration-no-path': r(
    400,
    900220,
    (f) => `Nothing in new commerce stands for the offer of the subscription ${text(f.id)}.`,
  ),
  'migration-term-invalid': r(
    400,
    900222,
    (f) => `What the subscription ${text(f.id)} would become is not offered for this term and billing cycle.`,
  ),
  'migration-too-young': r(
    403,
    900226,
    (f) => `The subscription ${text(f.id)} has been active for a month or less, and is migrated later.`,
  ),
  'migration-add-on-twice': r(400, 900248, (f) => `"addOnMigrations" names ${text(f.id)} twice.`),
  'migration-add-on-invalid': r(
    400,
    900262,
    (f) => `"addOnMigrations": ${text(f.id)} is no active add-on of the subscription.`,
  ),
  'migration-end-not-aligned': r(
    400,
    900292,
    () =>
      `"customTermEndDate" of the migration is the end of none of the own subscriptions and of no month in the first term.`,
  ),
  'migration-not-found': r(400, 900224, (f) => `There is no migration ${text(f.id)}.`),
  'migration-schedule-not-found': r(404, 900224, (f) => `There is no schedule ${text(f.id)} of a migration.`),
  'migration-schedule-closed': r(400, 900221, (f) => `The schedule ${text(f.id)} is ${text(f.status)} already.`),
  'product-upgrade-not-found': r(404, 900106, (f) => `There is no product upgrade ${text(f.id)}.`),
  'product-upgrade-other-customer': r(
    400,
    900111,
    (f) => `The product upgrade ${text(f.id)} is not of this "customerId".`,
  ),
  'product-upgrade-no-azure': r(
    403,
    900108,
    () => 'The customer has no older Azure subscription that could be upgraded.',
  ),
  'not-a-trial': r(400, 2000, (f) => `The subscription ${text(f.id)} is no trial.`),
  'conversion-target-invalid': r(400, 2000, () => 'The trial cannot be converted to this offer.'),
  'transition-target-invalid': r(
    400,
    2000,
    (f) => `"toCatalogItemId" ${text(f.id)} is nothing that this subscription can move to.`,
  ),
  'transition-term-shorter': r(400, 900267, () => 'The term of the target is shorter than that of the source.'),
  'transition-term-invalid': r(400, 900268, (f) => `The target is not offered for the term ${text(f.term)}.`),
  'transition-into-inactive': r(400, 900258, (f) => `"toSubscriptionId" is ${text(f.status)}, not active.`),
  'transition-into-itself': r(400, 900259, () => '"toSubscriptionId" is the source itself.'),
  'transition-into-other-product': r(
    400,
    900260,
    () => '"toSubscriptionId" is of another catalogue item than "toCatalogItemId".',
  ),
  'transition-into-open-window': r(
    400,
    900261,
    () => '"toSubscriptionId" can still be cancelled; it takes seats when that is over.',
  ),
  'transition-into-earlier-end': r(400, 900236, () => '"toSubscriptionId" ends before the source.'),
  'licence-transfer-conflict': r(
    400,
    2000,
    (f) => `Licences cannot be moved: ${text(f.people)} people have the target's already.`,
  ),
  'upgrade-not-possible': r(
    400,
    2000,
    (f) => `The subscription cannot be upgraded: ${upgradeReasons[text(f.reason)]?.words ?? text(f.reason)}.`,
  ),
  'activated-before': r(400, 800041, () => 'The subscription was activated already.'),
  'cancellation-hours-passed': r(400, 900213, (f) => `The ${text(f.hours)} hours for cancelling have passed.`),
  'overage-legacy-azure': r(403, 800112, () => 'Overage cannot be set beside older Azure subscriptions.'),
  'overage-not-eligible': r(
    403,
    800114,
    () => 'The partner has no subscription with overage or no Azure subscription for it at this customer.',
  ),
  'overage-taken': r(403, 800115, () => 'Overage of this customer goes to another partner already.'),
} satisfies Renderings;
