import { makeStyles, Text, Title1, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalXL,
  },
  title: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, '@media print': { display: 'none' } },
  lead: {
    color: tokens.colorNeutralForeground2,
    maxWidth: '48rem',
    display: 'block',
    marginTop: tokens.spacingVerticalXS,
  },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, maxWidth: '80rem' },
});

interface PageProps {
  readonly title: string;
  /** One sentence: what this page is for. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title (the browser's too), what can be done here, and the content. */
export function Page({ title, lead, actions, children }: PageProps) {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} – Multipartner`;
  }, [title]);
  return (
    <>
      <div className={styles.head}>
        <div>
          <Title1 as="h1" className={styles.title}>
            {title}
          </Title1>
          {lead === undefined ? null : <Text className={styles.lead}>{lead}</Text>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={styles.content}>{children}</div>
    </>
  );
}
