import { type Renderings, r, text } from './rendering.ts';

/** Who may ask, and what was asked: callers, rights, input, and things that are not there. */
export const access = {
  'sign-in-required': r(401, 'Unauthorized', () => 'A valid access token is needed.'),
  'mfa-required': r(401, 900421, () => 'Unauthorized - MFA required'),
  'user-required': r(
    403,
    900329,
    () => 'This operation acts for a person; a token of an application alone is not accepted.',
  ),
  'role-not-sufficient': r(403, 900150, (f) => `The roles of the caller do not include the right "${text(f.action)}".`),
  'kind-not-sufficient': r(403, 900150, (f) => `The right "${text(f.action)}" does not exist for this kind of tenant.`),
  'customer-access-denied': r(
    403,
    900308,
    (f) => `No delegated administration role of the caller at this customer allows "${text(f.action)}".`,
  ),
  'no-relationship': r(403, 20002, () => 'The partner has no relationship with this customer.'),
  'tenant-not-found': r(404, 60003, () => 'There is no such tenant.'),
  'conditional-access-blocked': r(
    403,
    900309,
    () => "A conditional access policy of the customer blocks the caller's token.",
  ),
  'value-missing': r(400, 2001, (f) => `The member "${text(f.field)}" is missing.`),
  'value-invalid': r(400, 3000, (f) => `The value of "${text(f.field)}" ${text(f.reason) || 'is not valid'}.`),
  'value-conflicts': r(400, 2000, (f) => `"${text(f.field)}" and "${text(f.with)}" cannot be given together.`),
  'identifier-malformed': r(400, 2000, (f) => `"${text(f.field)}" must be ${text(f.form)}.`),
  'stale-version': r(400, 2055, () => 'The etag is out of date: the object was changed since it was read.'),
  'not-found': r(404, 1000, (f) => `There is no ${text(f.kind) || 'object'} ${text(f.id)}.`),
  'subscription-not-found': r(404, 20003, (f) => `There is no subscription ${text(f.id)}.`),
  'order-not-found': r(404, 20000, (f) => `There is no order ${text(f.id)}.`),
  'cart-not-found': r(404, 800008, (f) => `There is no cart ${text(f.id)}.`),
  'user-not-found': r(404, 60002, (f) => `There is no user ${text(f.id)}.`),
  'product-not-found': r(404, 400013, (f) => `There is no product ${text(f.id)} in this market.`),
  'sku-not-found': r(404, 400018, (f) => `There is no SKU ${text(f.id)} in this market.`),
  'availability-not-found': r(
    404,
    400019,
    (f) => `There is no availability ${text(f.id)}; read the availabilities again.`,
  ),
  'view-not-allowed': r(403, 400036, (f) => `There is no view "${text(f.view)}" of the catalogue for this caller.`),
  'segment-not-allowed': r(403, 400030, (f) => `Nothing of the segment "${text(f.segment)}" is sold here.`),
  'offer-not-found': r(400, 800004, (f) => `There is no offer ${text(f.id)} in this market.`),
} satisfies Renderings;
