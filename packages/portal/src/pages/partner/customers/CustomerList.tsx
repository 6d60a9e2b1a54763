import { Button, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, cursorOf, own } from '../../../api/clients.ts';
import { download } from '../../../api/download.ts';
import { type Column, DataTable } from '../../../parts/DataTable.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { LoadMore } from '../../../parts/LoadMore.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Section } from '../../../parts/Section.tsx';
import { When } from '../../../parts/When.tsx';

const useStyles = makeStyles({
  count: { color: tokens.colorNeutralForeground2 },
  search: { width: '100%', maxWidth: '24rem' },
});
const pauseMs = 250;

/** Every customer of the partner: found by a part of the name, page by page, exported whole. */
export function CustomerList() {
  const styles = useStyles();
  const intl = useIntl();
  const navigate = useNavigate();
  const { search } = useSearch({ from: '/customers' });
  const [typed, setTyped] = useState(search ?? '');
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed === (search ?? '')) return;
      void navigate({ to: '/customers', search: typed === '' ? {} : { search: typed }, replace: true });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, search, navigate]);
  const filter = search === undefined ? {} : { search };
  const customers = useInfiniteQuery({
    queryKey: ['customers', filter],
    queryFn: ({ pageParam }) =>
      answerOf(own.GET('/multipartner/v1/customers', { params: { query: { limit: '50', ...filter, ...pageParam } } })),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: (last) => {
      const cursor = cursorOf(last);
      return cursor === undefined ? undefined : { cursor };
    },
    placeholderData: keepPreviousData,
  });
  const rows = customers.data?.pages.flatMap((page) => page.items) ?? [];
  const first = customers.data?.pages[0];
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      title: intl.formatMessage({ id: 'customers.name' }),
      cell: ({ id, displayName }) => (
        <Link to="/customers/$customerId" params={{ customerId: id }}>
          {displayName}
        </Link>
      ),
    },
    { key: 'domain', title: intl.formatMessage({ id: 'customers.domain' }), cell: ({ domain }) => domain },
    {
      key: 'since',
      title: intl.formatMessage({ id: 'customers.since' }),
      width: '9rem',
      cell: ({ relationship }) => <When at={relationship.since} />,
    },
    {
      key: 'subscriptions',
      title: intl.formatMessage({ id: 'customers.subscriptions' }),
      align: 'end',
      width: '9rem',
      cell: ({ activeSubscriptions }) => intl.formatNumber(activeSubscriptions),
    },
    {
      key: 'end',
      title: intl.formatMessage({ id: 'customers.administrationEnds' }),
      width: '11rem',
      cell: ({ soonestAdministrationEnd }) => <When at={soonestAdministrationEnd} />,
    },
  ];
  const title = intl.formatMessage({ id: 'nav.customers' });
  return (
    <Page
      title={title}
      actions={
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            download(
              own.GET('/multipartner/v1/customers/export', {
                params: { query: filter },
                headers: { accept: 'text/csv' },
                parseAs: 'blob',
              }),
              'customers.csv',
            )
          }
        >
          <FormattedMessage id="customers.export" />
        </Button>
      }
    >
      <Section
        title={intl.formatMessage({ id: 'customers.yours' })}
        actions={
          first === undefined ? null : (
            <Text className={styles.count} role="status">
              <FormattedMessage
                id="customers.count"
                values={{ count: first.totalCount, capped: String(first.totalCountCapped) }}
              />
            </Text>
          )
        }
      >
        <SearchBox
          className={styles.search}
          value={typed}
          onChange={(_, { value }) => setTyped(value)}
          placeholder={intl.formatMessage({ id: 'customers.search' })}
          aria-label={intl.formatMessage({ id: 'customers.search' })}
        />
        {customers.isPending ? <Loading /> : null}
        {customers.isError ? <Failure error={customers.error} onRetry={() => customers.refetch()} /> : null}
        {customers.data === undefined ? null : (
          <>
            <DataTable
              label={title}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              empty={intl.formatMessage({ id: search === undefined ? 'customers.none' : 'customers.notFound' })}
            />
            <LoadMore query={customers} />
          </>
        )}
      </Section>
    </Page>
  );
}
