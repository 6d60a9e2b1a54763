import { Type } from 'typebox';
import { getOwnOrganization, type OwnOrganization } from '../../../operations/organization/get.ts';
import { signCustomerAgreement } from '../../../operations/organization/sign-agreement.ts';
import { type OrganizationChange, updateOwnOrganization } from '../../../operations/organization/update.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const member = Type.Optional(Type.String());
const removable = Type.Optional(Type.Union([Type.String(), Type.Null()]));

const addressNames = [
  'country',
  'region',
  'state',
  'city',
  'addressLine1',
  'addressLine2',
  'postalCode',
  'firstName',
  'lastName',
  'phoneNumber',
] as const;

const each = <T>(names: readonly string[], schema: T) => Object.fromEntries(names.map((name) => [name, schema]));

const organization = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
  cloud: Type.String(),
  country: Type.String(),
  defaultDomain: Type.String(),
  domains: Type.Array(Type.Object({ name: Type.String(), isInitial: Type.Boolean() })),
  email: member,
  culture: member,
  language: member,
  organizationRegistrationNumber: member,
  address: Type.Object(each(addressNames, member)),
  missing: Type.Array(Type.String(), { description: 'What must be completed before a partner can be accepted' }),
});

const change = Type.Object(
  {
    displayName: member,
    email: member,
    culture: member,
    language: member,
    organizationRegistrationNumber: removable,
    address: Type.Optional(Type.Object(each(addressNames, removable), { additionalProperties: false })),
  },
  { additionalProperties: false },
);

/** The tenant's own company data as this protocol shows it. */
function rendered({ row, missing }: OwnOrganization): Record<string, unknown> {
  const { email, culture, language, organizationRegistrationNumber, address } = row.company;
  return {
    id: row.id,
    displayName: row.display_name,
    cloud: row.cloud,
    country: row.country,
    defaultDomain: row.default_domain,
    domains: row.domains.map((one) => ({ name: one.name, isInitial: one.is_initial })),
    email,
    culture,
    language,
    organizationRegistrationNumber,
    address: address ?? {},
    missing,
  };
}

export const organizationRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/organization',
    summary: "The own tenant's company data",
    credentials: 'either',
    answer: organization,
    handle: async ({ context }) => rendered(await getOwnOrganization(context, {})),
  }),
  ownRoute({
    method: 'PATCH',
    path: '/multipartner/v1/organization',
    summary: "Changes the own tenant's company data; no partner's copy of it follows",
    credentials: 'user',
    body: change,
    answer: organization,
    handle: async ({ context, body }) => rendered(await updateOwnOrganization(context, body as OrganizationChange)),
  }),
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/agreements/customerAgreement/acceptances',
    summary: 'The customer signs the customer agreement itself; 200 when it had signed before',
    credentials: 'user',
    body: Type.Object(
      {
        templateId: Type.Optional(
          Type.String({ description: 'The template that was read; the current one when absent' }),
        ),
      },
      { additionalProperties: false },
    ),
    status: 201,
    answer: Type.Object({
      id: Type.String(),
      templateId: Type.String(),
      type: Type.String(),
      acceptedAt: Type.String(),
      acceptedBy: Type.String(),
    }),
    handle: async ({ context, body, reply }) => {
      const { acceptance, type, changed } = await signCustomerAgreement(context, {
        templateId: body.templateId ?? null,
      });
      return reply.code(changed ? 201 : 200).send({
        id: acceptance.id,
        templateId: acceptance.template_id,
        type,
        acceptedAt: acceptance.accepted_at.toISOString(),
        acceptedBy: acceptance.accepted_by,
      });
    },
  }),
];
