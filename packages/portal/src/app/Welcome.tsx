import { Button, Card, MessageBar, MessageBarBody, makeStyles, Text, Title2, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { goToSignIn } from '../session/sign-in.ts';
import { Preferences } from './PreferencesMenu.tsx';
import { sandboxMode } from './surroundings.ts';

const People = lazy(() => import('../sandbox/People.tsx'));

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXXL,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  corner: { alignSelf: 'flex-end' },
  card: { width: '100%', maxWidth: '30rem', padding: tokens.spacingHorizontalXXL, boxSizing: 'border-box' },
  people: { width: '100%', maxWidth: '60rem' },
});

/** What a visitor sees who is not signed in; in the sandbox also everybody whom he may be. */
export function Welcome({ problem }: { readonly problem?: string }) {
  const styles = useStyles();
  const intl = useIntl();
  const [leaving, setLeaving] = useState(false);
  const { pathname, search, hash } = window.location;
  const returnTo = pathname === '/signed-in' ? '/' : `${pathname}${search}${hash}`;
  return (
    <main className={styles.page}>
      <div className={styles.corner}>
        <Preferences />
      </div>
      <Card className={styles.card}>
        <Title2 as="h1">Multipartner</Title2>
        <Text>
          <FormattedMessage id="welcome.what" />
        </Text>
        {problem === undefined ? null : (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
        <Button
          appearance="primary"
          size="large"
          disabled={leaving}
          onClick={() => {
            setLeaving(true);
            void goToSignIn({ returnTo, prompt: 'select_account' });
          }}
        >
          {intl.formatMessage({ id: 'welcome.signIn' })}
        </Button>
      </Card>
      {sandboxMode ? (
        <div className={styles.people}>
          <Suspense>
            <People returnTo={returnTo} />
          </Suspense>
        </div>
      ) : null}
    </main>
  );
}
