import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../api/clients.ts';
import type { paths } from '../api/multipartner.generated.ts';
import { Empty } from './Empty.tsx';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';
import { Section } from './Section.tsx';
import { FromNow } from './When.tsx';

type Item =
  paths['/multipartner/v1/attention']['get']['responses']['200']['content']['application/json']['items'][number];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: tokens.spacingHorizontalL,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const colors = { high: 'danger', medium: 'warning', low: 'informative' } as const;

/** What needs somebody's attention now, the most urgent first. */
export function Attention() {
  const styles = useStyles();
  const intl = useIntl();
  const attention = useQuery({
    queryKey: ['attention'],
    queryFn: () => answerOf(own.GET('/multipartner/v1/attention')),
  });
  return (
    <Section title={intl.formatMessage({ id: 'attention.title' })}>
      {attention.isPending ? <Loading lines={3} /> : null}
      {attention.isError ? <Failure error={attention.error} onRetry={() => attention.refetch()} /> : null}
      {attention.data?.items.length === 0 ? <Empty title={intl.formatMessage({ id: 'attention.none' })} /> : null}
      <ul className={styles.list}>
        {attention.data?.items.map((item) => (
          <li key={JSON.stringify([item.kind, item.subject])} className={styles.item}>
            <div>
              <Text weight="semibold" block>
                <Subject item={item} />
              </Text>
              <Text className={styles.quiet}>
                <FormattedMessage
                  id={`attention.${item.kind}`}
                  values={{ count: item.count, renews: String(item.renews ?? false), party: item.subject.party ?? '' }}
                />
              </Text>
            </div>
            {item.dueDateTime === null ? null : (
              <Badge appearance="tint" color={colors[item.severity]}>
                <FromNow at={item.dueDateTime} />
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The name of what it is about, which leads there where this person has a page of it. */
function Subject({ item: { kind, subject } }: { readonly item: Item }) {
  if (kind === 'administrationRequested' && subject.relationshipId !== undefined)
    return (
      <Link to="/approvals/$relationshipId" params={{ relationshipId: subject.relationshipId }}>
        {subject.name}
      </Link>
    );
  if (subject.customerId !== undefined)
    return (
      <Link to="/customers/$customerId" params={{ customerId: subject.customerId }}>
        {subject.name}
      </Link>
    );
  return subject.name;
}
