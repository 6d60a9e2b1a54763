import { managedServices } from '@multipartner/domain/licence/managed-service.ts';
import { listLicencePools } from '../../../../../operations/licence/read.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { ManagedServices } from '../../../schemas/licence.ts';

const link = (uri: string) => ({ uri, method: 'GET' as const, headers: [] });

export const managedServiceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/managedservices',
    serves: ['get-the-managed-services-for-a-customer-by-id'],
    credentials: 'user',
    summary: "The services of the customer's licences in force, with where the portal administers them",
    answer: ManagedServices,
    handle: async ({ context, params, reply }) => {
      const pools = await listLicencePools(context, params);
      const inForce = pools.filter((pool) => pool.active + pool.warning > 0);
      const names = inForce.flatMap((pool) => pool.servicePlans.map((plan) => plan.name));
      const { protocol, host } = reply.request;
      const page = `${protocol}://${host}/customers/${params.customerId}`;
      return collection(
        managedServices(names).map(({ id, name, group }) => ({
          id,
          name,
          groupName: group,
          links: {
            adminService: link(`${page}?service=${id}`),
            serviceHealth: link(`${page}?service=${id}&show=health`),
            serviceTicket: link(`${page}?service=${id}&show=requests`),
          },
          attributes: { objectType: 'ManagedService' },
        })),
      );
    },
  }),
];
