import { isDomainTaken } from '../../../operations/customer/check-domain.ts';
import { type Route, route } from '../house/route.ts';

export const domainsRoutes: readonly Route[] = [
  route({
    method: 'HEAD',
    path: '/v1/domains/{domain}',
    serves: ['verify-domain-availability'],
    credentials: 'either',
    summary: '200 when somebody has the domain, 404 when it is free; no body',
    handle: async ({ context, params, reply }) => reply.code((await isDomainTaken(context, params)) ? 200 : 404).send(),
  }),
];
