import { cloudCapabilities } from '@multipartner/domain/cloud/capabilities.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { checkInitialDomain, wholeInitialDomain } from '@multipartner/domain/tenant/domain-name.ts';
import { domainsTaken, domainTaken } from '../../store/tenant.ts';
import { read } from '../operation.ts';

/** Whether a domain name belongs to somebody in the realm, in whatever cloud (R39). */
export const isDomainTaken = read<{ domain: string }, { taken: boolean }, boolean>({
  permission: 'domain.read',
  load: (sql, _caller, { domain }) => ({ taken: domainTaken(sql, domain) }),
  answer: ({ facts }) => facts.taken,
});

const clouds = Object.keys(cloudCapabilities) as Cloud[];

/** Whether the domain that a new customer would begin with is free: a prefix, and the ending of the partner's cloud (R39). Refusals: value-invalid. */
export const isPrefixFree = read<{ prefix: string }, { taken: readonly string[] }, boolean>({
  permission: 'domain.read',
  load: (sql, _caller, { prefix }) => ({
    taken: domainsTaken(
      sql,
      clouds.map((cloud) => wholeInitialDomain(prefix, cloud)),
    ),
  }),
  answer: ({ actor, facts }, { prefix }) => {
    const domain = wholeInitialDomain(prefix, actor.cloud);
    if (checkInitialDomain(domain, actor.cloud) !== null)
      return refuse('value-invalid', {
        field: 'domainPrefix',
        reason: 'must begin and end with a letter or digit, and may hold hyphens between',
      });
    return !facts.taken.includes(domain.toLowerCase());
  },
});
