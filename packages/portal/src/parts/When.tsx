import { FormattedDate, FormattedRelativeTime, useIntl } from 'react-intl';
import { useMe } from '../app/me.ts';

/** A date of the realm; with the time of day where that matters. */
export function When({ at, time = false }: { readonly at: string | null | undefined; readonly time?: boolean }) {
  if (at === null || at === undefined) return <>–</>;
  return (
    <time dateTime={at}>
      <FormattedDate value={at} dateStyle="medium" {...(time ? { timeStyle: 'short' as const } : {})} />
    </time>
  );
}

const day = 86_400_000;

/** How far a date is from the realm's clock, which is not the machine's: "in 12 days", "3 hours ago". */
export function FromNow({ at }: { readonly at: string }) {
  const { clock } = useMe();
  const intl = useIntl();
  const ms = Date.parse(at) - Date.parse(clock.now);
  const [value, unit] =
    Math.abs(ms) >= 60 * day
      ? ([Math.round(ms / (30 * day)), 'month'] as const)
      : Math.abs(ms) >= day
        ? ([Math.round(ms / day), 'day'] as const)
        : ([Math.round(ms / 3_600_000), 'hour'] as const);
  return (
    <time dateTime={at} title={intl.formatDate(at, { dateStyle: 'long', timeStyle: 'short' })}>
      <FormattedRelativeTime value={value} unit={unit} numeric="auto" />
    </time>
  );
}
