import { checkoutCart } from '../../../../../operations/cart/checkout.ts';
import { getCart } from '../../../../../operations/cart/get.ts';
import { createCart, updateCart } from '../../../../../operations/cart/write.ts';
import { type Route, route } from '../../../house/route.ts';
import { readCartLines, renderCart } from '../../../resources/cart.ts';
import { renderOrder } from '../../../resources/order.ts';
import { Cart, CartCheckoutResult, CartRequest } from '../../../schemas/cart.ts';

export const cartRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/carts',
    serves: ['create-a-cart', 'create-a-cart-with-add-ons'],
    credentials: 'either',
    body: CartRequest,
    answer: Cart,
    status: 201,
    summary: 'Make a cart for a customer',
    handle: async ({ context, params, body }) =>
      renderCart(
        await createCart(context, {
          customerId: params.customerId,
          attestationAccepted: body.partnerOnRecordAttestationAccepted ?? false,
          lines: readCartLines(body.lineItems),
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/carts/{cartId}',
    serves: [],
    credentials: 'either',
    answer: Cart,
    summary: 'One cart, as it stands now',
    handle: async ({ context, params }) => renderCart(await getCart(context, params)),
  }),
  route({
    method: 'PUT',
    path: '/v1/customers/{customerId}/carts/{cartId}',
    serves: ['update-a-cart'],
    credentials: 'either',
    body: CartRequest,
    answer: Cart,
    status: 201,
    summary: 'Replace what is in a cart',
    handle: async ({ context, params, body }) =>
      renderCart(
        await updateCart(context, {
          ...params,
          attestationAccepted: body.partnerOnRecordAttestationAccepted ?? false,
          lines: readCartLines(body.lineItems),
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/carts/{cartId}/checkout',
    serves: ['checkout-a-cart'],
    credentials: 'either',
    answer: CartCheckoutResult,
    status: 201,
    summary: 'Buy what is in a cart, once',
    handle: async ({ context, params }) => {
      const orders = await checkoutCart(context, params);
      return { orders: orders.map(renderOrder), attributes: { objectType: 'CartCheckoutResult' } };
    },
  }),
];
