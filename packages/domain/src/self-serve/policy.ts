import { type Refusal, refuse } from '../refusal.ts';

/** What a policy lets a customer do by himself. */
export interface SelfServePermission {
  readonly resource: string;
  readonly action: string;
}

const resources: readonly string[] = ['AzureReservedInstances', 'AzureSavingsPlan'];
const actions: readonly string[] = ['Purchase'];

/**
 * The permissions of a policy in the spelling of this list, each once. Only the partner that is billed can let its own
 * customer buy on its account. Refusals: value-invalid, value-missing.
 */
export function checkPolicy(
  partnerId: string,
  grantorId: string,
  permissions: readonly Partial<SelfServePermission>[],
): SelfServePermission[] | Refusal {
  if (grantorId !== partnerId)
    return refuse('value-invalid', { field: 'grantor.tenantID', reason: "must be the caller's own tenant" });
  if (permissions.length === 0) return refuse('value-missing', { field: 'permissions' });
  const known = new Map<string, SelfServePermission>();
  for (const [position, asked] of permissions.entries()) {
    const resource = oneOf(resources, asked.resource);
    if (resource === undefined)
      return refuse('value-invalid', {
        field: `permissions.${position}.resource`,
        reason: `is none of ${resources.join(', ')}`,
      });
    const action = oneOf(actions, asked.action);
    if (action === undefined)
      return refuse('value-invalid', {
        field: `permissions.${position}.action`,
        reason: `is none of ${actions.join(', ')}`,
      });
    known.set(`${resource}:${action}`, { resource, action });
  }
  return [...known.values()];
}

const oneOf = (values: readonly string[], asked: string | undefined) =>
  values.find((value) => value.toLowerCase() === asked?.toLowerCase());

/** The id of a policy: of who gives, and of who gets. */
export const policyId = (partnerId: string, customerId: string): string => `${partnerId}_${customerId}`;

/** The parties that the id of a policy names. Refusals: self-serve-policy-id-malformed. */
export function readPolicyId(id: string): { readonly partnerId: string; readonly customerId: string } | Refusal {
  const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  const [, partnerId, customerId] = new RegExp(`^(${guid})_(${guid})$`).exec(id.toLowerCase()) ?? [];
  if (partnerId === undefined || customerId === undefined) return refuse('self-serve-policy-id-malformed', { id });
  return { partnerId, customerId };
}
