import type { WrittenTerms } from '@multipartner/domain/delegated-admin/terms.ts';
import type { Static } from 'typebox';
import { createAdminRelationship } from '../../../../operations/delegated-admin/create.ts';
import { readRelationshipKey, relationshipIdText } from '../../../../operations/delegated-admin/find.ts';
import { getAdminRelationship, listAdminRelationships } from '../../../../operations/delegated-admin/read.ts';
import { changeAdminRelationship, deleteDraft } from '../../../../operations/delegated-admin/update.ts';
import { collection, entity } from '../../house/page.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { accepted, created, explainHidden, reading, writing } from '../../resources/answer.ts';
import { relationshipBody } from '../../resources/relationship.ts';
import { collectionOf, Relationship, RelationshipWritten } from '../../resources/schemas.ts';
import { relationshipShape } from '../../resources/shapes.ts';

const path = '/tenantRelationships/delegatedAdminRelationships';
const readOnly = [
  'id',
  'status',
  'createdDateTime',
  'lastModifiedDateTime',
  'activatedDateTime',
  'endDateTime',
  'isPartnerConsentPending',
  'indirectProviderTenantId',
];

function written(body: Static<typeof RelationshipWritten>): WrittenTerms {
  return {
    displayName: body.displayName ?? null,
    duration: body.duration ?? null,
    roleIds: body.accessDetails?.unifiedRoles.map((role) => role.roleDefinitionId) ?? null,
    autoExtend: body.autoExtendDuration ?? null,
    customerId: body.customer === undefined ? undefined : (body.customer?.tenantId.toLowerCase() ?? null),
  };
}

export const relationshipRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path,
    summary: "The partner's granular relationships",
    permission: reading,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: relationshipShape,
    answer: collectionOf(Relationship),
    handle: async (request) => {
      const listed = await listAdminRelationships(request.context, request.odata);
      explainHidden(request.reply, listed.hidden);
      return collection(request, 'delegatedAdminRelationships', listed, relationshipBody);
    },
  }),
  graphRoute({
    method: 'POST',
    path,
    summary: 'Make a draft of a relationship',
    permission: writing,
    body: RelationshipWritten,
    readOnly,
    answer: Relationship,
    status: 201,
    dryRun: true,
    handle: async (request) => {
      const view = await createAdminRelationship(request.context, written(request.body));
      return created(request, 'delegatedAdminRelationships', path, relationshipBody(view));
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{relationshipId}`,
    summary: 'One relationship',
    permission: reading,
    options: ['select'],
    shape: relationshipShape,
    answer: Relationship,
    handle: async (request) => {
      const view = await getAdminRelationship(request.context, readRelationshipKey(request.params.relationshipId));
      return entity(request, 'delegatedAdminRelationships', relationshipBody(view));
    },
  }),
  graphRoute({
    method: 'PATCH',
    path: `${path}/{relationshipId}`,
    summary: 'Change a draft; of an active relationship its auto-extension, or take the Global Administrator out',
    permission: writing,
    ifMatch: true,
    body: RelationshipWritten,
    readOnly,
    answer: Relationship,
    dryRun: true,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const changed = await changeAdminRelationship(request.context, {
        ...key,
        written: written(request.body),
        expected: request.ifMatch,
      });
      if (changed.operation === null) return entity(request, 'delegatedAdminRelationships', relationshipBody(changed));
      return accepted(request, `${path}/${relationshipIdText(key)}/operations/${changed.operation.id}`);
    },
  }),
  graphRoute({
    method: 'DELETE',
    path: `${path}/{relationshipId}`,
    summary: 'Throw a draft away',
    permission: writing,
    ifMatch: true,
    status: 204,
    dryRun: true,
    handle: ({ context, params, ifMatch }) =>
      deleteDraft(context, { ...readRelationshipKey(params.relationshipId), expected: ifMatch }),
  }),
];
