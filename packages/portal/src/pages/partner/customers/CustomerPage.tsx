import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, partnerCenter } from '../../../api/clients.ts';
import { type Column, DataTable } from '../../../parts/DataTable.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { Page } from '../../../parts/Page.tsx';
import { RelationshipMap } from '../../../parts/pictures/RelationshipMap.tsx';
import { Timeline } from '../../../parts/pictures/Timeline.tsx';
import { Section } from '../../../parts/Section.tsx';
import { StatusBadge } from '../../../parts/StatusBadge.tsx';
import { When } from '../../../parts/When.tsx';

/** One customer of the partner, and what the partner itself sold it: of others there is nothing here. */
export function CustomerPage() {
  const intl = useIntl();
  const { customerId } = useParams({ from: '/customers/$customerId' });
  const params = { path: { customerId } };
  const customer = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => answerOf(partnerCenter.GET('/v1/customers/{customerId}', { params })),
  });
  const subscriptions = useQuery({
    queryKey: ['customer', customerId, 'subscriptions'],
    queryFn: () => answerOf(partnerCenter.GET('/v1/customers/{customerId}/subscriptions', { params })),
  });
  type Row = NonNullable<NonNullable<typeof subscriptions.data>['items']>[number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      title: intl.formatMessage({ id: 'subscription.offer' }),
      cell: ({ id, friendlyName, offerName }) => (
        <Link
          to="/customers/$customerId/subscriptions/$subscriptionId"
          params={{ customerId, subscriptionId: id ?? '' }}
        >
          {friendlyName ?? offerName}
        </Link>
      ),
    },
    {
      key: 'quantity',
      title: intl.formatMessage({ id: 'subscription.quantity' }),
      align: 'end',
      width: '8rem',
      cell: ({ quantity }) => (quantity === undefined ? '–' : intl.formatNumber(quantity)),
    },
    {
      key: 'status',
      title: intl.formatMessage({ id: 'subscription.status' }),
      width: '9rem',
      cell: ({ status }) => <StatusBadge status={status ?? ''} />,
    },
    {
      key: 'renewal',
      title: intl.formatMessage({ id: 'subscription.autoRenew' }),
      width: '9rem',
      cell: ({ autoRenewEnabled }) => (
        <FormattedMessage id="yesNo" values={{ yes: String(autoRenewEnabled ?? false) }} />
      ),
    },
    {
      key: 'end',
      title: intl.formatMessage({ id: 'subscription.termEnd' }),
      width: '10rem',
      cell: ({ commitmentEndDate }) => <When at={commitmentEndDate} />,
    },
  ];
  const name = customer.data?.companyProfile?.companyName ?? intl.formatMessage({ id: 'customer.title' });
  return (
    <Page title={name} lead={customer.data?.companyProfile?.domain}>
      {customer.isError ? <Failure error={customer.error} onRetry={() => customer.refetch()} /> : null}
      <Section
        title={intl.formatMessage({ id: 'customer.subscriptions' })}
        lead={intl.formatMessage({ id: 'customer.subscriptions.lead' })}
      >
        {subscriptions.isPending ? <Loading lines={3} /> : null}
        {subscriptions.isError ? (
          <Failure
            error={subscriptions.error}
            question={{ customerId, action: 'subscription.read' }}
            onRetry={() => subscriptions.refetch()}
          />
        ) : null}
        {subscriptions.data === undefined ? null : (
          <DataTable
            label={intl.formatMessage({ id: 'customer.subscriptions' })}
            columns={columns}
            rows={subscriptions.data.items ?? []}
            keyOf={({ id }) => id ?? ''}
            empty={intl.formatMessage({ id: 'customer.subscriptions.none' })}
          />
        )}
      </Section>
      <RelationshipMap customerId={customerId} />
      <Timeline customerId={customerId} />
      {customer.data?.relationshipToPartner === undefined ? null : (
        <Text>
          <FormattedMessage id="customer.relationship" values={{ kind: customer.data.relationshipToPartner }} />
        </Text>
      )}
    </Page>
  );
}
