import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useIntl } from 'react-intl';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '60rem' },
});

/** The place of what is being loaded. */
export function Loading({ lines = 5 }: { readonly lines?: number }) {
  const styles = useStyles();
  const intl = useIntl();
  return (
    <Skeleton aria-label={intl.formatMessage({ id: 'loading' })} className={styles.lines}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
        <SkeletonItem key={index} size={index === 0 ? 32 : 20} />
      ))}
    </Skeleton>
  );
}
