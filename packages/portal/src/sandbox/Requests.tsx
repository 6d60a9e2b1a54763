import { Button, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, FormattedTime, useIntl } from 'react-intl';
import { answerOf, sandbox } from '../api/clients.ts';
import type { paths } from '../api/sandbox.generated.ts';
import { type Column, DataTable } from '../parts/DataTable.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { Section } from '../parts/Section.tsx';
import { Why } from '../parts/Why.tsx';

type Request = paths['/sandbox/v1/requests']['get']['responses']['200']['content']['application/json']['items'][number];

const everyMs = 1000;
const useStyles = makeStyles({
  path: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  failed: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** What was asked of the server, as it happens: who, what, what came of it, and why it was refused. */
export function Requests() {
  const styles = useStyles();
  const intl = useIntl();
  const queries = useQueryClient();
  const [live, setLive] = useState(true);
  const requests = useQuery({
    queryKey: ['sandbox', 'requests'],
    queryFn: () => answerOf(sandbox.GET('/sandbox/v1/requests', { params: { query: { limit: '200' } } })),
    refetchInterval: live ? everyMs : false,
  });
  const clear = useMutation({
    mutationFn: () => sandbox.DELETE('/sandbox/v1/requests'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sandbox', 'requests'] }),
  });
  const columns: readonly Column<Request>[] = [
    {
      key: 'time',
      title: intl.formatMessage({ id: 'requests.time' }),
      width: '8rem',
      cell: ({ time }) => <FormattedTime value={time} hour="2-digit" minute="2-digit" second="2-digit" />,
    },
    {
      key: 'what',
      title: intl.formatMessage({ id: 'requests.what' }),
      cell: ({ method, path }) => (
        <span className={styles.path}>
          {method} {path}
        </span>
      ),
    },
    {
      key: 'who',
      title: intl.formatMessage({ id: 'requests.who' }),
      width: '14rem',
      cell: ({ actor }) => actor?.userName ?? actor?.applicationId ?? '–',
    },
    {
      key: 'status',
      title: intl.formatMessage({ id: 'requests.status' }),
      width: '12rem',
      cell: ({ status, code, explain }) => (
        <span className={styles.row}>
          <Text className={status >= 400 ? styles.failed : undefined}>{status}</Text>
          {code}
          {explain === null ? null : <Why question={explain} />}
        </span>
      ),
    },
    {
      key: 'ms',
      title: intl.formatMessage({ id: 'requests.duration' }),
      width: '6rem',
      align: 'end',
      cell: ({ durationMs }) => intl.formatNumber(durationMs, { maximumFractionDigits: 1 }),
    },
  ];
  const title = intl.formatMessage({ id: 'requests.title' });
  return (
    <Page
      title={title}
      lead={intl.formatMessage({ id: 'requests.lead' })}
      actions={
        <div className={styles.row}>
          <Switch
            checked={live}
            onChange={(_, data) => setLive(data.checked)}
            label={intl.formatMessage({ id: 'requests.live' })}
          />
          <Button onClick={() => clear.mutate()}>
            <FormattedMessage id="requests.clear" />
          </Button>
        </div>
      }
    >
      <Section title={intl.formatMessage({ id: 'requests.last' })}>
        {requests.isPending ? <Loading /> : null}
        {requests.isError ? <Failure error={requests.error} onRetry={() => requests.refetch()} /> : null}
        {requests.data === undefined ? null : (
          <DataTable
            label={title}
            columns={columns}
            rows={[...requests.data.items].reverse()}
            keyOf={({ id }) => String(id)}
            empty={intl.formatMessage({ id: 'requests.none' })}
          />
        )}
      </Section>
    </Page>
  );
}
