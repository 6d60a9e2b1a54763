import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  section: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    boxShadow: tokens.shadow2,
    minWidth: 0,
    '@media (max-width: 40rem)': { padding: tokens.spacingHorizontalM },
    '@media print': { boxShadow: 'none', breakInside: 'avoid' },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
  lead: { color: tokens.colorNeutralForeground2, display: 'block' },
});

interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <div>
          <Title3 as="h2" id={id}>
            {title}
          </Title3>
          {lead === undefined ? null : <Text className={styles.lead}>{lead}</Text>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
