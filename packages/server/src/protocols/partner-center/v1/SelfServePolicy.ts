import { policyId } from '@multipartner/domain/self-serve/policy.ts';
import { type Static, Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { getSelfServePolicy, listSelfServePolicies } from '../../../operations/self-serve-policy/read.ts';
import {
  createSelfServePolicy,
  deleteSelfServePolicy,
  type PolicyInput,
  updateSelfServePolicy,
} from '../../../operations/self-serve-policy/write.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { readGuid } from '../reading/guid.ts';
import { text } from '../schemas/property.ts';
import { SelfServePolicies, SelfServePolicy, SelfServePolicyRequest } from '../schemas/self-serve-policy.ts';

const path = '/v1/SelfServePolicy';

type Row = Awaited<ReturnType<typeof getSelfServePolicy>>;

const render = (row: Row) => ({
  id: policyId(row.partner_id, row.customer_id),
  selfServeEntity: { selfServeEntityType: 'customer', tenantID: row.customer_id },
  grantor: { grantorType: 'billToPartner', tenantID: row.partner_id },
  permissions: [...row.permissions],
  attributes: { etag: `"${row.etag}"`, objectType: 'SelfServePolicy' },
});

function needed(field: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw refused('value-missing', { field });
  return value.trim();
}

/** The one word that is known where others may come. */
function only(word: string, field: string, value: string | undefined): void {
  if (needed(field, value).toLowerCase() !== word.toLowerCase())
    throw refused('value-invalid', { field, reason: `must be ${word}` });
}

function wanted(body: Static<typeof SelfServePolicyRequest>): PolicyInput {
  const { selfServeEntity: entity, grantor } = body;
  only('customer', 'selfServeEntity.selfServeEntityType', entity?.selfServeEntityType);
  only('billToPartner', 'grantor.grantorType', grantor?.grantorType);
  return {
    customerId: readGuid('selfServeEntity.tenantID', needed('selfServeEntity.tenantID', entity?.tenantID)),
    grantorId: readGuid('grantor.tenantID', needed('grantor.tenantID', grantor?.tenantID)),
    permissions: body.permissions ?? [],
  };
}

/** A changed policy says which it is by its parties; an id that is given as well must say the same. */
function changed(body: Static<typeof SelfServePolicyRequest>, id: string | undefined, ifMatch: string | undefined) {
  const policy = wanted(body);
  const own = policyId(policy.grantorId, policy.customerId);
  for (const given of [id, body.id]) {
    if (given !== undefined && given !== '' && given.toLowerCase() !== own)
      throw refused('self-serve-policy-not-found', { id: given });
  }
  const etag = (ifMatch ?? body.attributes?.etag ?? '').replaceAll('"', '').toLowerCase();
  return { ...policy, etag: etag === '' || etag === '*' ? null : etag };
}

export const selfServePolicyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-a-list-of-self-serve-policies'],
    credentials: 'user',
    query: Type.Object({ entity_id: text('Tenant of the customer') }),
    answer: SelfServePolicies,
    summary: 'What a customer may buy by himself on the account of the caller',
    handle: async ({ context, query }) => {
      const customerId = readGuid('entity_id', needed('entity_id', query.entity_id));
      return collection((await listSelfServePolicies(context, { customerId })).map(render));
    },
  }),
  route({
    method: 'GET',
    path: `${path}/{id}`,
    serves: ['get-a-self-serve-policy-by-id'],
    credentials: 'user',
    answer: SelfServePolicy,
    summary: 'One of these policies',
    handle: async ({ context, params }) => render(await getSelfServePolicy(context, params)),
  }),
  route({
    method: 'POST',
    path,
    serves: ['create-a-self-serve-policy'],
    credentials: 'user',
    status: 201,
    body: SelfServePolicyRequest,
    answer: SelfServePolicy,
    summary: 'Let a customer buy some things by himself',
    handle: async ({ context, body }) => render(await createSelfServePolicy(context, wanted(body))),
  }),
  route({
    method: 'PUT',
    path,
    serves: ['update-a-self-serve-policy'],
    credentials: 'user',
    body: SelfServePolicyRequest,
    answer: SelfServePolicy,
    summary: 'Change what a customer may buy by himself',
    handle: async ({ context, body, headers }) =>
      render(await updateSelfServePolicy(context, changed(body, undefined, headers['if-match']))),
  }),
  route({
    method: 'PUT',
    path: `${path}/{id}`,
    serves: [],
    credentials: 'user',
    body: SelfServePolicyRequest,
    answer: SelfServePolicy,
    summary: 'The same, as the published client has it',
    handle: async ({ context, params, body, headers }) =>
      render(await updateSelfServePolicy(context, changed(body, params.id, headers['if-match']))),
  }),
  route({
    method: 'DELETE',
    path: `${path}/{id}`,
    serves: ['delete-a-self-serve-policy'],
    credentials: 'user',
    status: 204,
    summary: 'Take the policy away',
    handle: ({ context, params }) => deleteSelfServePolicy(context, params),
  }),
];
