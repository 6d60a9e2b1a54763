import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { answerOf, cursorOf, own } from '../../../api/clients.ts';
import { type Column, DataTable } from '../../../parts/DataTable.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { LoadMore } from '../../../parts/LoadMore.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Section } from '../../../parts/Section.tsx';
import { StatusBadge } from '../../../parts/StatusBadge.tsx';
import { When } from '../../../parts/When.tsx';

/** Every granular administration that partners asked the customer for: what waits first. */
export function Approvals() {
  const intl = useIntl();
  const asked = useInfiniteQuery({
    queryKey: ['granular'],
    queryFn: ({ pageParam }) =>
      answerOf(own.GET('/multipartner/v1/delegatedAdminRelationships', { params: { query: pageParam } })),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: (last) => {
      const cursor = cursorOf(last);
      return cursor === undefined ? undefined : { cursor };
    },
  });
  const rows = asked.data?.pages.flatMap((page) => page.items) ?? [];
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      title: intl.formatMessage({ id: 'approvals.name' }),
      cell: ({ id, displayName }) => (
        <Link to="/approvals/$relationshipId" params={{ relationshipId: id }}>
          {displayName}
        </Link>
      ),
    },
    { key: 'partner', title: intl.formatMessage({ id: 'approvals.partner' }), cell: ({ partnerName }) => partnerName },
    {
      key: 'status',
      title: intl.formatMessage({ id: 'approvals.status' }),
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: 'roles',
      title: intl.formatMessage({ id: 'approvals.roles' }),
      align: 'end',
      cell: ({ roles }) => intl.formatNumber(roles.length),
    },
    {
      key: 'end',
      title: intl.formatMessage({ id: 'approvals.end' }),
      cell: ({ endDateTime }) => <When at={endDateTime} />,
    },
  ];
  const title = intl.formatMessage({ id: 'nav.approvals' });
  return (
    <Page title={title} lead={intl.formatMessage({ id: 'approvals.lead' })}>
      <Section title={title}>
        {asked.isPending ? <Loading /> : null}
        {asked.isError ? <Failure error={asked.error} onRetry={() => asked.refetch()} /> : null}
        {asked.data === undefined ? null : (
          <>
            <DataTable
              label={title}
              columns={columns}
              rows={[...rows].sort(
                (a, b) => Number(b.status === 'approvalPending') - Number(a.status === 'approvalPending'),
              )}
              keyOf={({ id }) => id}
              empty={intl.formatMessage({ id: 'approvals.none' })}
            />
            <LoadMore query={asked} />
          </>
        )}
      </Section>
    </Page>
  );
}
