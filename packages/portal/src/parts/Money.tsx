import { FormattedNumber } from 'react-intl';

/** An amount in its currency, as the person's language writes it. */
export function Money({ amount, currency }: { readonly amount: number; readonly currency: string }) {
  return <FormattedNumber value={amount} style="currency" currency={currency} />;
}
