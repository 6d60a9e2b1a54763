import { makeStyles, Text, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  digest: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  value: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
});

/** A digest of evidence: long, and to be compared, so it is shown whole. */
export function Digest({ label, value }: { readonly label: string; readonly value: string }) {
  const styles = useStyles();
  return (
    <div className={styles.digest}>
      <Text size={200}>{label}</Text>
      <code className={styles.value}>{value}</code>
    </div>
  );
}
