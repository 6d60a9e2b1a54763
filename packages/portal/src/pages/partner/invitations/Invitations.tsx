import { Button, Field, makeStyles, Select, Switch, Text, Textarea, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../../../api/clients.ts';
import { useMe } from '../../../app/me.ts';
import { type Language, languages, usePreferences } from '../../../app/preferences.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Permitted } from '../../../parts/Permitted.tsx';
import { Section } from '../../../parts/Section.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '36rem', justifyItems: 'start' },
  field: { width: '100%' },
  mail: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '48rem' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** Makes the link by which customers accept this partner, with a mail that is ready to be sent. Nothing is written. */
export function Invitations() {
  const styles = useStyles();
  const intl = useIntl();
  const toasts = useToasts();
  const { tenant } = useMe();
  const { language: spoken } = usePreferences();
  const reseller = tenant.partner?.kind === 'indirect_reseller';
  const [dap, setDap] = useState(false);
  const [language, setLanguage] = useState<Language>(spoken);
  const [provider, setProvider] = useState('');
  const providers = useQuery({
    queryKey: ['partnerships'],
    queryFn: () => answerOf(own.GET('/multipartner/v1/partnerships')),
    enabled: reseller,
  });
  const chosen = provider === '' ? providers.data?.items[0]?.partnerId : provider;
  const draft = useMutation({
    mutationFn: () =>
      answerOf(
        own.POST('/multipartner/v1/invitations', {
          body: { dap, language, ...(reseller && chosen !== undefined ? { indirectProviderId: chosen } : {}) },
        }),
      ),
  });
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toasts.done(intl.formatMessage({ id: 'copied' }));
  };
  return (
    <Page title={intl.formatMessage({ id: 'nav.invitations' })} lead={intl.formatMessage({ id: 'invitations.lead' })}>
      <Section title={intl.formatMessage({ id: 'invitations.new' })}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            draft.mutate();
          }}
        >
          {reseller ? (
            <Field className={styles.field} label={intl.formatMessage({ id: 'invitations.provider' })}>
              <Select value={chosen ?? ''} onChange={(_, { value }) => setProvider(value)}>
                {providers.data?.items.map(({ partnerId, name }) => (
                  <option key={partnerId} value={partnerId}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          ) : null}
          <Field className={styles.field} label={intl.formatMessage({ id: 'invitations.language' })}>
            <Select value={language} onChange={(_, { value }) => setLanguage(value as Language)}>
              {Object.entries(languages).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Switch
            checked={dap}
            onChange={(_, data) => setDap(data.checked)}
            label={intl.formatMessage({ id: 'invitations.dap' })}
          />
          <Permitted permission="invitation.create">
            {(allowed) => (
              <Button type="submit" appearance="primary" disabled={!allowed || draft.isPending}>
                <FormattedMessage id="invitations.make" />
              </Button>
            )}
          </Permitted>
        </form>
      </Section>
      {draft.isError ? <Failure error={draft.error} /> : null}
      {draft.data === undefined ? null : (
        <Section title={intl.formatMessage({ id: 'invitations.ready' })}>
          <div className={styles.mail}>
            <Field label={intl.formatMessage({ id: 'invitations.link' })}>
              <Textarea readOnly value={draft.data.url} rows={3} />
            </Field>
            <Text weight="semibold">{draft.data.mail.subject}</Text>
            <Field label={intl.formatMessage({ id: 'invitations.mail' })}>
              <Textarea readOnly value={draft.data.mail.body} rows={12} />
            </Field>
            <div className={styles.row}>
              <Button icon={<CopyRegular />} onClick={() => void copy(draft.data.url)}>
                <FormattedMessage id="invitations.copyLink" />
              </Button>
              <Button icon={<CopyRegular />} onClick={() => void copy(draft.data.mail.body)}>
                <FormattedMessage id="invitations.copyMail" />
              </Button>
            </div>
          </div>
        </Section>
      )}
    </Page>
  );
}
