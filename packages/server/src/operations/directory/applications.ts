import { refuse } from '@multipartner/domain/refusal.ts';
import { isShaped, type ListQuery } from '../../store/condition.ts';
import {
  applicationOfTenant,
  applicationsOfTenant,
  type Everywhere,
  type ServicePrincipalPage,
  type ServicePrincipalRow,
} from '../../store/directory/service-principals.ts';
import { readDirectory } from './read.ts';

export type { ServicePrincipalRow } from '../../store/directory/service-principals.ts';

/** Applications that exist in every tenant, by their published ids; the portal's is our own. */
const everywhere: readonly Everywhere[] = [
  { id: '00000003-0000-0000-c000-000000000000', display_name: 'Microsoft Graph' },
  { id: 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd', display_name: 'Microsoft Partner Center' },
  { id: '2832473f-ec63-45fb-976f-5d45a7d4bb91', display_name: 'Partner Customer Delegated Administration' },
  { id: '797f4846-ba00-4fd7-ba43-dac1f8f63013', display_name: 'Windows Azure Service Management API' },
  { id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', display_name: 'Microsoft Azure CLI' },
  { id: '1950a258-227b-4e31-a9cf-717495945fc2', display_name: 'Microsoft Azure PowerShell' },
  { id: '7d2f1c3e-5b64-4c0a-9a51-6d75c70a27a1', display_name: 'Multipartner portal' },
];

/** The applications of the own tenant, and those that exist in every one. */
export const listApplications = readDirectory<ListQuery, { page: ServicePrincipalPage }, ServicePrincipalPage>({
  inside: null,
  shaped: isShaped,
  load: (sql, tenantId, query) => ({ page: applicationsOfTenant(sql, tenantId, everywhere, query) }),
  answer: ({ facts }) => facts.page,
});

/** Refusals: not-found. */
export const getApplication = readDirectory<
  { readonly id: string },
  { one: ServicePrincipalRow | null },
  ServicePrincipalRow
>({
  inside: null,
  load: (sql, tenantId, { id }) => ({ one: applicationOfTenant(sql, tenantId, everywhere, id) }),
  answer: ({ facts }, { id }) => facts.one ?? refuse('not-found', { kind: 'service principal', id }),
});
