import { Type } from 'typebox';
import { Attributes, attributesInRequest, Collection } from './common.ts';
import { guid, list, text } from './property.ts';

const parts = {
  selfServeEntity: Type.Optional(
    Type.Object({ selfServeEntityType: text('Who may buy: customer'), tenantID: guid('Tenant of the customer') }),
  ),
  grantor: Type.Optional(
    Type.Object({ grantorType: text('Who lets him: billToPartner'), tenantID: guid('Tenant of the partner') }),
  ),
  permissions: list(
    Type.Object({ resource: text('What may be bought'), action: text('What may be done: Purchase') }),
    'What the customer may do by himself',
  ),
};

/** What a customer may buy by himself on a partner's account. */
export const SelfServePolicy = Type.Object({
  id: Type.String({ description: 'Tenants of the partner and of the customer, joined by an underscore' }),
  ...parts,
  attributes: Attributes,
});

export const SelfServePolicies = Collection(SelfServePolicy);

export const SelfServePolicyRequest = Type.Object({
  id: text('Policy that is to be changed'),
  ...parts,
  attributes: attributesInRequest,
});
