import { Link as FluentLink } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { answerOf, cursorOf, own } from '../../../api/clients.ts';
import { type Column, DataTable } from '../../../parts/DataTable.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { LoadMore } from '../../../parts/LoadMore.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Section } from '../../../parts/Section.tsx';

/** Every customer of the partner. */
export function CustomerList() {
  const intl = useIntl();
  const customers = useInfiniteQuery({
    queryKey: ['customers'],
    queryFn: ({ pageParam }) =>
      answerOf(own.GET('/multipartner/v1/customers', { params: { query: { limit: '50', ...pageParam } } })),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: (last) => {
      const cursor = cursorOf(last);
      return cursor === undefined ? undefined : { cursor };
    },
  });
  const rows = customers.data?.pages.flatMap((page) => page.items) ?? [];
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      title: intl.formatMessage({ id: 'customers.name' }),
      cell: (row) => <FluentLink>{row.displayName}</FluentLink>,
    },
    { key: 'domain', title: intl.formatMessage({ id: 'customers.domain' }), cell: (row) => row.domain },
  ];
  return (
    <Page title={intl.formatMessage({ id: 'nav.customers' })}>
      <Section title={intl.formatMessage({ id: 'nav.customers' })}>
        {customers.isPending ? <Loading /> : null}
        {customers.isError ? <Failure error={customers.error} onRetry={() => customers.refetch()} /> : null}
        {customers.data === undefined ? null : (
          <>
            <DataTable
              label={intl.formatMessage({ id: 'nav.customers' })}
              columns={columns}
              rows={rows}
              keyOf={(row) => row.id}
              empty={intl.formatMessage({ id: 'customers.none' })}
            />
            <LoadMore query={customers} />
          </>
        )}
      </Section>
    </Page>
  );
}
