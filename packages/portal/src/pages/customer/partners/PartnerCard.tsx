import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../../../api/clients.ts';
import type { paths } from '../../../api/multipartner.generated.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { Confirm } from '../../../parts/Confirm.tsx';
import { type Column, DataTable } from '../../../parts/DataTable.tsx';
import { Permitted } from '../../../parts/Permitted.tsx';
import { Section } from '../../../parts/Section.tsx';
import { StatusBadge } from '../../../parts/StatusBadge.tsx';
import { When } from '../../../parts/When.tsx';

type Partner =
  paths['/multipartner/v1/partners']['get']['responses']['200']['content']['application/json']['items'][number];
type Administration = Partner['delegatedAdministration'][number];

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalXL },
  part: { display: 'grid', gap: tokens.spacingVerticalS },
  heading: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  way: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    justifyContent: 'space-between',
  },
});

/** One partner: what it is to the customer, what it sold, what it may do and who does it. */
export function PartnerCard({ partner }: { readonly partner: Partner }) {
  const styles = useStyles();
  const intl = useIntl();
  const { name, kind, relationships, delegatedAdministration, subscriptions } = partner;
  const columns: readonly Column<Partner['subscriptions'][number]>[] = [
    { key: 'offer', title: intl.formatMessage({ id: 'subscription.offer' }), cell: ({ offerName }) => offerName },
    {
      key: 'quantity',
      title: intl.formatMessage({ id: 'subscription.quantity' }),
      align: 'end',
      width: '8rem',
      cell: ({ quantity }) => intl.formatNumber(quantity),
    },
    {
      key: 'status',
      title: intl.formatMessage({ id: 'subscription.status' }),
      width: '9rem',
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: 'end',
      title: intl.formatMessage({ id: 'subscription.termEnd' }),
      width: '10rem',
      cell: ({ termEndDateTime }) => <When at={termEndDateTime} />,
    },
  ];
  return (
    <Section
      title={name}
      lead={
        <>
          <FormattedMessage id="people.kind" values={{ kind }} />
          {relationships.map(({ type, since }) => (
            <span key={type}>
              {' · '}
              <FormattedMessage
                id="partners.since"
                values={{ type, since: intl.formatDate(since, { dateStyle: 'medium' }) }}
              />
            </span>
          ))}
        </>
      }
    >
      <div className={styles.parts}>
        <div className={styles.part}>
          <h3 className={styles.heading}>
            <FormattedMessage id="partners.sold" />
          </h3>
          <DataTable
            label={intl.formatMessage({ id: 'partners.sold.of' }, { name })}
            columns={columns}
            rows={subscriptions}
            keyOf={({ id }) => id}
            empty={intl.formatMessage({ id: 'partners.sold.none' })}
          />
        </div>
        <div className={styles.part}>
          <h3 className={styles.heading}>
            <FormattedMessage id="partners.may" />
          </h3>
          {delegatedAdministration.length === 0 ? (
            <Text className={styles.quiet}>
              <FormattedMessage id="partners.may.nothing" />
            </Text>
          ) : null}
          {delegatedAdministration.map((way) => (
            <Way key={way.id ?? way.source} partner={partner} way={way} />
          ))}
        </div>
      </div>
    </Section>
  );
}

/** One way by which a partner administers: DAP, or one granular relationship. */
function Way({ partner, way }: { readonly partner: Partner; readonly way: Administration }) {
  const styles = useStyles();
  const intl = useIntl();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [ending, setEnding] = useState(false);
  const columns: readonly Column<Administration['people'][number]>[] = [
    { key: 'name', title: intl.formatMessage({ id: 'person.name' }), cell: ({ displayName }) => displayName },
    {
      key: 'upn',
      title: intl.formatMessage({ id: 'person.userName' }),
      cell: ({ userPrincipalName }) => userPrincipalName,
    },
    {
      key: 'roles',
      title: intl.formatMessage({ id: 'person.roles' }),
      cell: ({ roles }) => intl.formatList(roles.map((role) => role.name)),
    },
    {
      key: 'used',
      title: intl.formatMessage({ id: 'person.lastUse' }),
      width: '10rem',
      cell: ({ lastUsedDateTime }) =>
        lastUsedDateTime === null ? <FormattedMessage id="person.neverUsed" /> : <When at={lastUsedDateTime} time />,
    },
  ];
  const dap = way.source === 'dap';
  const end = async () => {
    if (dap || way.id === null) {
      const params = { path: { partnerId: partner.partnerId } };
      await answerOf(own.DELETE('/multipartner/v1/partners/{partnerId}/delegatedAdministration', { params }));
    } else {
      const params = { path: { relationship: way.id } };
      await answerOf(
        own.POST('/multipartner/v1/delegatedAdminRelationships/{relationship}/termination', { params, body: {} }),
      );
    }
    await queries.invalidateQueries();
    toasts.done(intl.formatMessage({ id: 'approval.done.termination' }, { partner: partner.name }));
  };
  return (
    <div className={styles.way}>
      <div className={styles.row}>
        <div>
          {way.id === null ? (
            <Text weight="semibold">
              <FormattedMessage id="partners.dap" />
            </Text>
          ) : (
            <Link to="/approvals/$relationshipId" params={{ relationshipId: way.id }}>
              {way.name}
            </Link>
          )}
          <Text block className={styles.quiet}>
            {intl.formatList(way.roles.map((role) => role.name))}
            {' · '}
            {way.endDateTime === null ? (
              <FormattedMessage id="partners.unlimited" />
            ) : (
              <FormattedMessage
                id="partners.until"
                values={{ end: intl.formatDate(way.endDateTime, { dateStyle: 'medium' }) }}
              />
            )}
          </Text>
        </div>
        <Permitted permission="customer.administration.remove">
          {(allowed) => (
            <Button disabled={!allowed} onClick={() => setEnding(true)}>
              <FormattedMessage id="partners.remove" />
            </Button>
          )}
        </Permitted>
      </div>
      <DataTable
        label={intl.formatMessage({ id: 'partners.people.of' }, { name: partner.name })}
        columns={columns}
        rows={way.people}
        keyOf={({ id }) => id}
        empty={intl.formatMessage({ id: 'partners.people.none' })}
      />
      <Confirm
        open={ending}
        title={intl.formatMessage({ id: 'approval.end.confirm' }, { partner: partner.name })}
        action={intl.formatMessage({ id: 'partners.remove' })}
        onConfirm={end}
        onClose={() => setEnding(false)}
      >
        <Text block>
          <FormattedMessage id="approval.end.what" values={{ partner: partner.name }} />
        </Text>
      </Confirm>
    </div>
  );
}
