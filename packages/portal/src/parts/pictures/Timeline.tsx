import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../../api/clients.ts';
import type { paths } from '../../api/multipartner.generated.ts';
import { Empty } from '../Empty.tsx';
import { Failure } from '../Failure.tsx';
import { Loading } from '../Loading.tsx';
import { Section } from '../Section.tsx';

type Answer = paths['/multipartner/v1/timeline']['get']['responses']['200']['content']['application/json'];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(10rem, 16rem) 1fr',
    gap: tokens.spacingHorizontalL,
    alignItems: 'center',
    '@media (max-width: 40rem)': { gridTemplateColumns: '1fr' },
  },
  track: {
    position: 'relative',
    height: '1.25rem',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    overflow: 'hidden',
  },
  bar: { position: 'absolute', top: 0, bottom: 0, minWidth: '4px', backgroundColor: tokens.colorBrandBackground },
  ended: { backgroundColor: tokens.colorNeutralForeground4 },
  now: { position: 'absolute', top: 0, bottom: 0, width: '2px', backgroundColor: tokens.colorPaletteRedBorderActive },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const day = 86_400_000;

/** Relationships, rights and subscriptions at a customer over time, with the realm's now. */
export function Timeline({ customerId }: { readonly customerId?: string }) {
  const intl = useIntl();
  const timeline = useQuery({
    queryKey: ['timeline', customerId],
    queryFn: () =>
      answerOf(
        own.GET('/multipartner/v1/timeline', { params: { query: customerId === undefined ? {} : { customerId } } }),
      ),
  });
  return (
    <Section title={intl.formatMessage({ id: 'timeline.title' })}>
      {timeline.isPending ? <Loading lines={3} /> : null}
      {timeline.isError ? <Failure error={timeline.error} onRetry={() => timeline.refetch()} /> : null}
      {timeline.data === undefined ? null : <Spans answer={timeline.data} />}
    </Section>
  );
}

function Spans({ answer: { now, spans } }: { readonly answer: Answer }) {
  const styles = useStyles();
  const intl = useIntl();
  if (spans.length === 0) return <Empty title={intl.formatMessage({ id: 'timeline.none' })} />;
  const at = Date.parse(now);
  const first = Math.min(...spans.map(({ start }) => Date.parse(start)), at - 30 * day);
  const last = Math.max(...spans.map(({ end }) => (end === null ? 0 : Date.parse(end))), at + 30 * day);
  const place = (instant: number) => ((instant - first) / (last - first)) * 100;
  const date = (instant: string) => intl.formatDate(instant, { dateStyle: 'medium' });
  return (
    <ul className={styles.list}>
      {spans.map(({ lane, partnerName, id, label, start, end, status }) => {
        const to = end === null ? last : Math.min(Date.parse(end), last);
        const ended = to < at;
        return (
          <li key={`${lane} ${partnerName} ${id} ${start}`} className={styles.row}>
            <div>
              <Text weight="semibold" block>
                <FormattedMessage id="timeline.label" values={{ lane, label }} />
              </Text>
              <Text size={200} className={styles.quiet}>
                <FormattedMessage
                  id="timeline.when"
                  values={{
                    partner: partnerName,
                    start: date(start),
                    end: end === null ? '' : date(end),
                    ends: String(end !== null),
                    shown: String(status !== 'active'),
                    status: intl.formatMessage({ id: 'status' }, { status }),
                  }}
                />
              </Text>
            </div>
            <div className={styles.track} aria-hidden="true">
              <div
                className={mergeClasses(styles.bar, ended && styles.ended)}
                style={{ left: `${place(Date.parse(start))}%`, width: `${place(to) - place(Date.parse(start))}%` }}
              />
              <div className={styles.now} style={{ left: `${place(at)}%` }} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
