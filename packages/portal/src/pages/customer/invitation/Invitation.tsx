import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, LockClosedRegular, ShoppingBagRegular, WrenchRegular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../../../api/clients.ts';
import { Problem } from '../../../api/problem.ts';
import { Digest } from '../../../parts/Digest.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { Page } from '../../../parts/Page.tsx';
import { usePermitted } from '../../../parts/Permitted.tsx';
import { RefusalText } from '../../../parts/RefusalText.tsx';
import { Section } from '../../../parts/Section.tsx';

const useStyles = makeStyles({
  asks: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  ask: { display: 'grid', gridTemplateColumns: '2rem 1fr', alignItems: 'start', gap: tokens.spacingHorizontalS },
  icon: { color: tokens.colorBrandForeground1 },
  stays: { color: tokens.colorPaletteGreenForeground1 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  facts: { display: 'grid', gap: tokens.spacingVerticalS },
});

/** A partner asks to work with this customer: who, for what, and what stays exactly as it is. */
export function Invitation({ url }: { readonly url: string }) {
  const styles = useStyles();
  const intl = useIntl();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mayAccept = usePermitted('customer.invitation.accept');
  const preview = useQuery({
    queryKey: ['invitation', url],
    queryFn: () => answerOf(own.POST('/multipartner/v1/invitations/preview', { body: { url } })),
    staleTime: 0,
  });
  const accept = useMutation({
    mutationFn: async () => {
      await answerOf(own.POST('/multipartner/v1/invitations/acceptances', { body: { url } }));
      return answerOf(own.GET('/multipartner/v1/evidence'));
    },
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== 'invitation' }),
  });
  const title = intl.formatMessage({ id: 'invitation.title' });
  if (preview.isPending)
    return (
      <Page title={title}>
        <Loading />
      </Page>
    );
  if (preview.isError)
    return (
      <Page title={title}>
        <Failure error={preview.error} onRetry={() => preview.refetch()} />
        {preview.error instanceof Problem && preview.error.refusal === 'role-not-sufficient' ? <OnlyAdmin /> : null}
      </Page>
    );
  const { partners, asks, unchanged, acceptable, refusal } = preview.data;
  const names = intl.formatList(partners.map(({ name }) => name));
  if (accept.isSuccess) {
    const before = unchanged.digest;
    const others = accept.data.owners.filter(({ partnerId }) => !partners.some((one) => one.partnerId === partnerId));
    return (
      <Page title={intl.formatMessage({ id: 'invitation.accepted' }, { names })}>
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              <FormattedMessage id="invitation.accepted.what" values={{ names }} />
            </MessageBarTitle>
            <FormattedMessage
              id="invitation.accepted.rest"
              values={{ partners: others.length, subscriptions: unchanged.subscriptions }}
            />
          </MessageBarBody>
        </MessageBar>
        <Section title={intl.formatMessage({ id: 'invitation.proof' })}>
          <div className={styles.facts}>
            <Digest label={intl.formatMessage({ id: 'invitation.digest.before' })} value={before} />
            {others.map(({ partnerId, digest }) => (
              <Digest key={partnerId} label={partnerId} value={digest} />
            ))}
            <Link to="/partners">
              <FormattedMessage id="invitation.toPartners" />
            </Link>
          </div>
        </Section>
      </Page>
    );
  }
  return (
    <Page title={title} lead={<FormattedMessage id="invitation.lead" values={{ names }} />}>
      <Section title={intl.formatMessage({ id: 'invitation.asks' }, { names })}>
        <ul className={styles.asks}>
          {partners.map((partner) => (
            <li key={partner.partnerId} className={styles.ask}>
              <ShoppingBagRegular fontSize={24} className={styles.icon} />
              <span>
                <Text weight="semibold" block>
                  {partner.name}
                </Text>
                <Text>
                  <FormattedMessage
                    id="invitation.partner"
                    values={{
                      kind: partner.kind,
                      country: intl.formatDisplayName(partner.country, { type: 'region' }),
                    }}
                  />
                </Text>
              </span>
            </li>
          ))}
          {asks.reseller ? (
            <li className={styles.ask}>
              <CheckmarkCircleRegular fontSize={24} className={styles.icon} />
              <Text>
                <FormattedMessage id="invitation.asks.reseller" />
              </Text>
            </li>
          ) : null}
          <li className={styles.ask}>
            {asks.dap ? (
              <WrenchRegular fontSize={24} className={styles.icon} />
            ) : (
              <LockClosedRegular fontSize={24} className={styles.icon} />
            )}
            <Text>
              <FormattedMessage
                id={asks.dap ? 'invitation.asks.dap' : 'invitation.asks.noDap'}
                values={{ roles: intl.formatList(asks.roles.map(({ name }) => name)) }}
              />
            </Text>
          </li>
        </ul>
      </Section>
      <Section title={intl.formatMessage({ id: 'invitation.stays' })}>
        <div className={styles.facts}>
          <Text size={400} weight="semibold" className={styles.stays}>
            <FormattedMessage
              id="invitation.unchanged"
              values={{ partners: unchanged.partners, subscriptions: unchanged.subscriptions }}
            />
          </Text>
          <Text>
            <FormattedMessage id="invitation.unchanged.how" />
          </Text>
          <Digest label={intl.formatMessage({ id: 'invitation.digest' })} value={unchanged.digest} />
        </div>
      </Section>
      {acceptable || !mayAccept || refusal === undefined ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              <FormattedMessage id="invitation.notAcceptable" />
            </MessageBarTitle>
            <RefusalText refusal={refusal} />
          </MessageBarBody>
        </MessageBar>
      )}
      {mayAccept ? null : <OnlyAdmin />}
      {accept.isError ? <Failure error={accept.error} /> : null}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          size="large"
          disabled={!acceptable || !mayAccept || accept.isPending}
          {...(accept.isPending ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => accept.mutate()}
        >
          <FormattedMessage id="invitation.accept" values={{ names }} />
        </Button>
        <Button size="large" onClick={() => void navigate({ to: '/' })}>
          <FormattedMessage id="invitation.notNow" />
        </Button>
      </div>
    </Page>
  );
}

/** Who may accept, for everybody else. */
function OnlyAdmin() {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <FormattedMessage id="invitation.onlyAdmin" />
      </MessageBarBody>
    </MessageBar>
  );
}
