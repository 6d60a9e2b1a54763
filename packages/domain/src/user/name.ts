import { type Refusal, refuse } from '../refusal.ts';

/** Days in which a deleted person can be restored. */
export const restorableDays = 30;

/** The domain of a user principal name. Refusals: value-invalid; domain-not-verified when it is none of the tenant's managed domains. */
export function checkUserName(
  name: string,
  domains: readonly { readonly name: string; readonly federated: boolean }[],
): Refusal | null {
  const match = /^[A-Za-z0-9'._!#^~+-]{1,64}@([A-Za-z0-9.-]+)$/.exec(name);
  if (match === null)
    return refuse('value-invalid', { field: 'userPrincipalName', reason: 'is not of the form name@domain' });
  const domain = (match[1] as string).toLowerCase();
  const found = domains.find((one) => one.name === domain);
  if (found === undefined) return refuse('domain-not-verified', { domain });
  return found.federated
    ? refuse('value-invalid', {
        field: 'userPrincipalName',
        reason: 'is in a federated domain, whose people are made elsewhere',
      })
    : null;
}

/** Whether a deleted person can come back at `now`. */
export function decideRestore(deletedAt: Date | null, now: Date): Refusal | null {
  if (deletedAt === null) return refuse('user-not-deleted');
  return now.getTime() - deletedAt.getTime() <= restorableDays * 86_400_000 ? null : refuse('user-restore-expired');
}
