import { productRoutesAt } from '../../products.ts';

/** The catalogue as it is sold to one customer: in its country, for its qualifications. */
export const customerProductRoutes = productRoutesAt({
  base: '/v1/customers/{customerId}',
  where: ({ params }) => ({ customerId: params.customerId ?? '' }),
  serves: [
    ['get-a-list-of-products-by-customer'],
    ['get-a-product-by-id-by-customer'],
    ['get-a-list-of-skus-for-a-product-by-customer'],
    ['get-a-sku-by-id-by-customer'],
    ['get-a-list-of-availabilities-for-a-sku-by-customer'],
    [],
  ],
});
