import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../../../api/clients.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { Confirm } from '../../../parts/Confirm.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Permitted } from '../../../parts/Permitted.tsx';
import { RoleList } from '../../../parts/RoleList.tsx';
import { Section } from '../../../parts/Section.tsx';
import { StatusBadge } from '../../../parts/StatusBadge.tsx';
import { When } from '../../../parts/When.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, max-content) 1fr',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0 },
  },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

type Step = 'approval' | 'termination';

/** What a partner wants to be allowed in the tenant, for how long; the customer decides. */
export function Approval() {
  const styles = useStyles();
  const intl = useIntl();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { relationshipId } = useParams({ from: '/approvals/$relationshipId' });
  const [asking, setAsking] = useState<Step>();
  const params = { path: { relationship: relationshipId } };
  const asked = useQuery({
    queryKey: ['granular', relationshipId],
    queryFn: () => answerOf(own.GET('/multipartner/v1/delegatedAdminRelationships/{relationship}', { params })),
  });
  if (asked.isPending)
    return (
      <Page title={intl.formatMessage({ id: 'nav.approvals' })}>
        <Loading />
      </Page>
    );
  if (asked.isError)
    return (
      <Page title={intl.formatMessage({ id: 'nav.approvals' })}>
        <Failure error={asked.error} onRetry={() => asked.refetch()} />
      </Page>
    );
  const { displayName, partnerName, status, roles, duration, autoExtendDuration, endDateTime, consentPending } =
    asked.data;
  const days = Number(/^P(\d+)D$/.exec(duration)?.[1] ?? 0);
  const pending = status === 'approvalPending';
  const living = ['active', 'approved', 'activating'].includes(status);
  const act = async (step: Step) => {
    await answerOf(
      step === 'approval'
        ? own.POST('/multipartner/v1/delegatedAdminRelationships/{relationship}/approval', { params, body: {} })
        : own.POST('/multipartner/v1/delegatedAdminRelationships/{relationship}/termination', { params, body: {} }),
    );
    await queries.invalidateQueries();
    toasts.done(intl.formatMessage({ id: `approval.done.${step}` }, { partner: partnerName }));
  };
  const privileged = roles.filter((role) => role.privileged);
  return (
    <Page
      title={displayName}
      lead={
        <FormattedMessage id={pending ? 'approval.lead' : 'approval.lead.decided'} values={{ partner: partnerName }} />
      }
    >
      <Section title={intl.formatMessage({ id: 'approval.facts' })}>
        <dl className={styles.facts}>
          <dt>
            <FormattedMessage id="approvals.partner" />
          </dt>
          <dd>{partnerName}</dd>
          <dt>
            <FormattedMessage id="approvals.status" />
          </dt>
          <dd>
            <StatusBadge status={status} />
          </dd>
          <dt>
            <FormattedMessage id="approval.duration" />
          </dt>
          <dd>
            <FormattedMessage id="approval.days" values={{ days }} />
            {autoExtendDuration === 'PT0S' ? null : (
              <>
                {' '}
                <FormattedMessage id="approval.extends" />
              </>
            )}
          </dd>
          <dt>
            <FormattedMessage id="approvals.end" />
          </dt>
          <dd>
            <When at={endDateTime} />
          </dd>
        </dl>
      </Section>
      <Section
        title={intl.formatMessage({ id: 'approval.roles' }, { count: roles.length })}
        lead={<FormattedMessage id="approval.roles.lead" values={{ partner: partnerName }} />}
      >
        <RoleList roles={roles} />
      </Section>
      {pending && privileged.length > 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <FormattedMessage id="approval.risk" values={{ count: privileged.length, partner: partnerName }} />
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {consentPending ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <FormattedMessage id="approval.consentPending" values={{ partner: partnerName }} />
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <div className={styles.actions}>
        {pending ? (
          <Permitted permission="customer.gdap.approve">
            {(allowed) => (
              <Button
                appearance="primary"
                size="large"
                disabled={!allowed || consentPending}
                onClick={() => setAsking('approval')}
              >
                <FormattedMessage id="approval.approve" />
              </Button>
            )}
          </Permitted>
        ) : null}
        {living ? (
          <Permitted permission="customer.administration.remove">
            {(allowed) => (
              <Button disabled={!allowed} onClick={() => setAsking('termination')}>
                <FormattedMessage id="approval.end" />
              </Button>
            )}
          </Permitted>
        ) : null}
        <Link to="/approvals">
          <FormattedMessage id="approval.all" />
        </Link>
      </div>
      <Confirm
        open={asking === 'approval'}
        title={intl.formatMessage({ id: 'approval.confirm' }, { partner: partnerName })}
        action={intl.formatMessage({ id: 'approval.approve' })}
        onConfirm={() => act('approval')}
        onClose={() => setAsking(undefined)}
      >
        <Text block>
          <FormattedMessage id="approval.confirm.what" values={{ partner: partnerName, count: roles.length, days }} />
        </Text>
      </Confirm>
      <Confirm
        open={asking === 'termination'}
        title={intl.formatMessage({ id: 'approval.end.confirm' }, { partner: partnerName })}
        action={intl.formatMessage({ id: 'approval.end' })}
        onConfirm={() => act('termination')}
        onClose={() => setAsking(undefined)}
      >
        <Text block>
          <FormattedMessage id="approval.end.what" values={{ partner: partnerName }} />
        </Text>
      </Confirm>
    </Page>
  );
}
