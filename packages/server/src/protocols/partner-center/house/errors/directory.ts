import { type Renderings, r, text } from './rendering.ts';

/** A customer's people and policies, the log, and the sandbox. */
export const directory = {
  'self-serve-policy-exists': r(409, 600041, (f) => `There is the self-serve policy ${text(f.id)} already.`),
  'self-serve-policy-not-found': r(404, 600039, (f) => `There is no self-serve policy ${text(f.id)}.`),
  'self-serve-policy-id-malformed': r(404, 600040, (f) => `"${text(f.id)}" is not the id of a self-serve policy.`),
  'licence-not-available': r(400, 60012, (f) => `The tenant has no licence of ${text(f.id)} left.`),
  'licence-unknown': r(400, 60012, (f) => `The tenant has no licences of ${text(f.id)}.`),
  'domain-not-verified': r(400, 3000, (f) => `${text(f.domain)} is no verified domain of the tenant.`),
  'user-name-taken': r(409, 'USER_NAME_TAKEN', (f) => `The user name ${text(f.name)} is taken.`),
  'user-not-deleted': r(400, 3000, () => 'Only a deleted user can be restored.'),
  'user-restore-expired': r(400, 3000, () => 'The 30 days for restoring the user have passed.'),
  'password-too-weak': r(400, 3000, (f) => `The password is too weak: ${text(f.reason)}.`),
  'role-not-found': r(404, 1000, (f) => `There is no directory role ${text(f.id)}.`),
  'person-protected': r(
    403,
    900308,
    () => 'The person holds a privileged role: this takes a higher administration role at the customer.',
  ),
  'member-exists': r(409, 'MEMBER_EXISTS', () => 'The user is a member already.'),
  'audit-window-exceeded': r(400, 3000, () => 'Audit records go back 90 days at most: "startDate" is too early.'),
  'too-many': r(400, 3000, (f) => `At most ${text(f.maximum)} are allowed in one call.`),
  'sandbox-only': r(400, 900127, () => 'This operation exists in the sandbox only.'),
  'sandbox-limit': r(400, 800018, (f) => `The limit of the sandbox (${text(f.limit)}) is reached.`),
  'sandbox-reseller-creation-refused': r(403, 6004, (f) => `A sandbox reseller cannot be made: ${text(f.reason)}.`),
  'sandbox-reseller-deletion-refused': r(
    403,
    6003,
    (f) => `The sandbox reseller cannot be taken away: ${text(f.reason)}.`,
  ),
  'sandbox-tenant-conflict': r(409, 1003, (f) => `The value of "${text(f.field)}" is taken by another tenant.`),
  'clock-backwards': r(409, 'CLOCK_BACKWARDS', () => "The realm's clock does not run backwards."),
  'key-taken': r(409, 600061, (f) => `The value of "${text(f.field)}" is taken.`),
  'announcement-published': r(
    409,
    'ANNOUNCEMENT_PUBLISHED',
    () => 'A published announcement is neither changed nor taken away; it is corrected by another.',
  ),
  'enrolment-blocked': r(
    409,
    'ENROLMENT_BLOCKED',
    () => 'A tenant with live subscriptions of a partner cannot be enrolled in the programme.',
  ),
} satisfies Renderings;
