import type { OrderRow } from '../../store/order.ts';

/** An order as its partner sees it. */
export interface OrderView {
  readonly order: OrderRow;
  /** The seller's country, in which its catalogue is read. */
  readonly country: string;
}
