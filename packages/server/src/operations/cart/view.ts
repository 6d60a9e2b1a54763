import type { Actor } from '@multipartner/domain/access/actor.ts';
import { itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import { findPromotion, promotionKeys } from '@multipartner/domain/catalogue/promotion.ts';
import type { CatalogueItem } from '@multipartner/domain/ordering/item.ts';
import { countBought, decideLine, orderGroupOf, type PricedLine } from '@multipartner/domain/ordering/order.ts';
import { isRefusal, type Refusal } from '@multipartner/domain/refusal.ts';
import type { CartLine, CartRow } from '../../store/cart.ts';
import type { SaleQuestion, SaleRow } from '../../store/order.ts';
import { orderFacts } from '../order/sale.ts';

/** A line as it stands now: priced, or with what would be refused if the cart were checked out. */
export interface CartLineView {
  readonly line: CartLine;
  readonly item: CatalogueItem | null;
  readonly priced: PricedLine | null;
  readonly group: string | null;
  readonly refusal: Refusal | null;
}

export interface CartView {
  readonly cart: CartRow;
  readonly lines: readonly CartLineView[];
}

/** The question whose answer lets each line be looked at: whatever the tenant holds of what the lines need. */
export function questionOfCart(
  customerId: string,
  lines: readonly CartLine[],
  actor: Pick<Actor, 'country' | 'cloud'>,
): SaleQuestion {
  const keys = new Set<string>();
  for (const line of lines) {
    const item = itemFor(line.catalogueId, actor.country, actor.cloud);
    if (item === null) continue;
    keys.add(`${item.productId}:${item.skuId}`);
    for (const base of item.prerequisites) keys.add(base);
    const promotion = line.promotionId === null ? undefined : findPromotion(line.promotionId);
    if (promotion !== undefined) for (const key of promotionKeys(promotion)) keys.add(key);
  }
  return { customerId, named: namedInCart(lines), keys: [...keys], own: true };
}

export function namedInCart(lines: readonly CartLine[]): string[] {
  return [
    ...new Set(
      lines.flatMap((line) =>
        line.partnerOnRecord === null ? [] : [line.partnerOnRecord, ...line.additionalPartners],
      ),
    ),
  ];
}

/** Each line on its own, beside those before it: a line that cannot be bought does not hide what is wrong with the next. */
export function viewCart(cart: CartRow, sale: SaleRow, actor: Actor, now: Date): CartView {
  const facts = orderFacts(sale, actor, cart.customer_id, namedInCart(cart.lines), now);
  const country = sale.customer?.country ?? actor.country;
  const bought: Record<string, number> = {};
  const lines = cart.lines.map((line, index): CartLineView => {
    const item = itemFor(line.catalogueId, country, actor.cloud);
    const request = {
      billingCycle: null,
      currency: line.currency,
      attestationAccepted: cart.attestation_accepted,
      lines: [],
    };
    const outcome = decideLine(
      facts,
      request,
      { ...line, lineNumber: index, item, parentSubscriptionId: null },
      bought,
    );
    if (isRefusal(outcome)) return { line, item, priced: null, group: null, refusal: outcome };
    countBought(bought, outcome);
    return { line, item, priced: outcome, group: orderGroupOf(outcome), refusal: null };
  });
  return { cart, lines };
}
