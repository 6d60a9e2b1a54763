import { domainTaken } from '../../store/tenant.ts';
import { read } from '../operation.ts';

/** Whether a domain name belongs to somebody in the realm, in whatever cloud (R39). */
export const isDomainTaken = read<{ domain: string }, { taken: boolean }, boolean>({
  permission: 'domain.read',
  load: (sql, _caller, { domain }) => ({ taken: domainTaken(sql, domain) }),
  answer: ({ facts }) => facts.taken,
});
