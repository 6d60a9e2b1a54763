import data from './margins.json' with { type: 'json' };

/** What a publisher leaves to partners of the price of its product. */
export interface Margin {
  readonly id: string;
  readonly productId: string;
  readonly productTitle: string;
  readonly skuId: string;
  readonly skuTitle: string;
  readonly publisherName: string;
  readonly productType: string;
  /** Of a hundred. */
  readonly percentage: number;
  readonly startsAt: Date;
  /** The last instant. */
  readonly endsAt: Date;
}

/** All margins, those that are over too: demonstration data. */
export const margins: readonly Margin[] = data.margins.map((one) => ({
  ...one,
  startsAt: new Date(one.startsAt),
  endsAt: new Date(one.endsAt),
}));

export type MarginStatus = 'upcoming' | 'live' | 'expired';

/** How a margin stands, and since when. */
export function marginStatusAt(margin: Margin, now: Date): { readonly status: MarginStatus; readonly since: Date } {
  if (now < margin.startsAt) return { status: 'upcoming', since: margin.startsAt };
  return now <= margin.endsAt
    ? { status: 'live', since: margin.startsAt }
    : { status: 'expired', since: margin.endsAt };
}
