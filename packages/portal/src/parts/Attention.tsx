import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { answerOf, own } from '../api/clients.ts';
import { Empty } from './Empty.tsx';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';
import { Section } from './Section.tsx';

/** What needs somebody's attention now, the most urgent first. */
export function Attention() {
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
    </Section>
  );
}
