import { Button, Field, makeStyles, SpinButton, Switch, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, partnerCenter } from '../../../api/clients.ts';
import type { paths } from '../../../api/partner-center.generated.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { Confirm } from '../../../parts/Confirm.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Permitted } from '../../../parts/Permitted.tsx';
import { Section } from '../../../parts/Section.tsx';
import { StatusBadge } from '../../../parts/StatusBadge.tsx';
import { When } from '../../../parts/When.tsx';

const place = '/v1/customers/{customerId}/subscriptions/{subscriptionId}';
type Body = NonNullable<paths[typeof place]['patch']['requestBody']>['content']['application/json'];
type Change = { quantity?: number; autoRenewEnabled?: boolean; status?: 'active' | 'suspended' | 'deleted' };
type Asked = { readonly change: Change; readonly id: 'suspend' | 'reactivate' | 'cancel' };

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, max-content) 1fr',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0 },
  },
  seats: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** One subscription that the partner sold: seats, renewal, and how it is suspended or cancelled while that is possible. */
export function SubscriptionPage() {
  const styles = useStyles();
  const intl = useIntl();
  const queries = useQueryClient();
  const toasts = useToasts();
  const path = useParams({ from: '/customers/$customerId/subscriptions/$subscriptionId' });
  const [seats, setSeats] = useState<number>();
  const [asked, setAsked] = useState<Asked>();
  const queryKey = ['customer', path.customerId, 'subscriptions', path.subscriptionId];
  const read = () => answerOf(partnerCenter.GET(place, { params: { path } }));
  const subscription = useQuery({ queryKey, queryFn: read });
  // What is changed is what is there now: somebody else may have changed the rest meanwhile.
  const save = async (change: Change) => {
    const now = await read();
    await answerOf(partnerCenter.PATCH(place, { params: { path }, body: { ...now, ...change } as Body }));
    await queries.invalidateQueries();
    setSeats(undefined);
    toasts.done(intl.formatMessage({ id: 'subscription.saved' }));
  };
  const change = useMutation({ mutationFn: save });
  const title = subscription.data?.friendlyName ?? intl.formatMessage({ id: 'subscription.title' });
  if (subscription.isPending)
    return (
      <Page title={title}>
        <Loading />
      </Page>
    );
  if (subscription.isError)
    return (
      <Page title={title}>
        <Failure
          error={subscription.error}
          question={{
            customerId: path.customerId,
            action: 'subscription.read',
            on: { subscriptionId: path.subscriptionId },
          }}
        />
      </Page>
    );
  const { status, quantity, autoRenewEnabled, commitmentEndDate, cancellationAllowedUntilDate, termDuration } =
    subscription.data;
  const explain = (action: string) => ({
    question: { customerId: path.customerId, action, on: { subscriptionId: path.subscriptionId } },
  });
  const active = status === 'active';
  return (
    <Page
      title={title}
      lead={
        <Link to="/customers/$customerId" params={{ customerId: path.customerId }}>
          <FormattedMessage id="subscription.toCustomer" />
        </Link>
      }
    >
      <Section title={intl.formatMessage({ id: 'subscription.facts' })}>
        <dl className={styles.facts}>
          <dt>
            <FormattedMessage id="subscription.offer" />
          </dt>
          <dd>{subscription.data.offerName}</dd>
          <dt>
            <FormattedMessage id="subscription.status" />
          </dt>
          <dd>
            <StatusBadge status={status ?? ''} />
          </dd>
          <dt>
            <FormattedMessage id="subscription.quantity" />
          </dt>
          <dd>{quantity === undefined ? '–' : intl.formatNumber(quantity)}</dd>
          <dt>
            <FormattedMessage id="subscription.term" />
          </dt>
          <dd>{termDuration === undefined ? '–' : <FormattedMessage id="term" values={{ term: termDuration }} />}</dd>
          <dt>
            <FormattedMessage id="subscription.termEnd" />
          </dt>
          <dd>
            <When at={commitmentEndDate} />
          </dd>
          <dt>
            <FormattedMessage id="subscription.cancellableUntil" />
          </dt>
          <dd>
            <When at={cancellationAllowedUntilDate} time />
          </dd>
        </dl>
      </Section>
      {active ? (
        <Section title={intl.formatMessage({ id: 'subscription.change' })}>
          <Permitted permission="subscription.change">
            {(allowed) => (
              <div className={styles.seats}>
                <Field label={intl.formatMessage({ id: 'subscription.quantity' })}>
                  <SpinButton
                    min={1}
                    value={seats ?? quantity ?? 1}
                    disabled={!allowed}
                    onChange={(_, { value, displayValue }) => setSeats(value ?? Number(displayValue))}
                  />
                </Field>
                <Button
                  appearance="primary"
                  disabled={!allowed || seats === undefined || seats === quantity || change.isPending}
                  onClick={() => seats !== undefined && change.mutate({ quantity: seats })}
                >
                  <FormattedMessage id="subscription.saveSeats" />
                </Button>
                <Switch
                  checked={autoRenewEnabled ?? false}
                  disabled={!allowed || change.isPending}
                  onChange={(_, data) => change.mutate({ autoRenewEnabled: data.checked })}
                  label={intl.formatMessage({ id: 'subscription.autoRenew.label' })}
                />
              </div>
            )}
          </Permitted>
          {change.isError ? <Failure error={change.error} {...explain('subscription.changeQuantity')} /> : null}
        </Section>
      ) : null}
      <Permitted permission="subscription.change">
        {(allowed) => (
          <div className={styles.actions}>
            {active ? (
              <Button disabled={!allowed} onClick={() => setAsked({ id: 'suspend', change: { status: 'suspended' } })}>
                <FormattedMessage id="subscription.suspend" />
              </Button>
            ) : null}
            {status === 'suspended' ? (
              <Button disabled={!allowed} onClick={() => setAsked({ id: 'reactivate', change: { status: 'active' } })}>
                <FormattedMessage id="subscription.reactivate" />
              </Button>
            ) : null}
            {status === 'deleted' ? null : (
              <Button disabled={!allowed} onClick={() => setAsked({ id: 'cancel', change: { status: 'deleted' } })}>
                <FormattedMessage id="subscription.cancel" />
              </Button>
            )}
          </div>
        )}
      </Permitted>
      {asked === undefined ? null : (
        <Confirm
          open
          title={intl.formatMessage({ id: `subscription.${asked.id}.confirm` })}
          action={intl.formatMessage({ id: `subscription.${asked.id}` })}
          onConfirm={() => save(asked.change)}
          onClose={() => setAsked(undefined)}
          {...explain(asked.id === 'cancel' ? 'subscription.cancel' : 'subscription.suspend')}
        >
          <Text block>
            <FormattedMessage
              id={`subscription.${asked.id}.what`}
              values={{
                until:
                  cancellationAllowedUntilDate === undefined
                    ? '–'
                    : intl.formatDate(cancellationAllowedUntilDate, { dateStyle: 'long', timeStyle: 'short' }),
              }}
            />
          </Text>
        </Confirm>
      )}
    </Page>
  );
}
