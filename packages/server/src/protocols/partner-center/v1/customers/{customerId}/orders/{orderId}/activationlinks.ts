import { refused } from '../../../../../../../operations/operation.ts';
import { listActivationLinks } from '../../../../../../../operations/order/activation-links.ts';
import { collection } from '../../../../../house/collection.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { ActivationLinks } from '../../../../../schemas/subscription-extras.ts';

const path = '/v1/customers/{customerId}/orders/{orderId}';
const serves = ['get-activation-link-by-order-line-item'];

type Links = Awaited<ReturnType<typeof listActivationLinks>>;

const render = (links: Links, self: string) =>
  collection(
    links.map(({ lineNumber, url }) => ({
      lineItemNumber: lineNumber,
      link: { uri: url, method: 'GET', headers: [] },
    })),
    links.length,
    self,
  );

function lineOf(text: string): number {
  if (!/^\d{1,6}$/.test(text))
    throw refused('value-invalid', { field: 'lineItemNumber', reason: 'is no number of a line' });
  return Number(text);
}

export const activationLinkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: `${path}/activationlinks`,
    serves,
    credentials: 'either',
    answer: ActivationLinks,
    summary: 'Where what an order bought is activated',
    handle: async ({ context, params }) => {
      const links = await listActivationLinks(context, { ...params, lineNumber: null });
      return render(links, `/customers/${params.customerId}/orders/${params.orderId}/activationlinks`);
    },
  }),
  route({
    method: 'GET',
    path: `${path}/lineitems/{lineItemNumber}/activationlinks`,
    serves,
    credentials: 'either',
    answer: ActivationLinks,
    summary: 'Where what a line of an order bought is activated',
    handle: async ({ context, params }) => {
      const lineNumber = lineOf(params.lineItemNumber);
      const links = await listActivationLinks(context, { ...params, lineNumber });
      const order = `/customers/${params.customerId}/orders/${params.orderId}`;
      return render(links, `${order}/lineitems/${lineNumber}/activationlinks`);
    },
  }),
];
