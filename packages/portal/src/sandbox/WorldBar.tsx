import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ClockRegular, DismissRegular, PersonSwapRegular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { answerOf, sandbox } from '../api/clients.ts';
import { useToasts } from '../app/toasts.tsx';
import { Loading } from '../parts/Loading.tsx';

const People = lazy(() => import('./People.tsx'));

const jumps = ['P1D', 'P7D', 'P30D', 'P90D', 'P1Y'] as const;

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackgroundInverted,
    color: tokens.colorNeutralForegroundInverted,
    '@media print': { display: 'none' },
  },
  button: { color: tokens.colorNeutralForegroundInverted },
  space: { flexGrow: 1 },
  link: { color: tokens.colorNeutralForegroundInverted },
  jump: { '@media (max-width: 40rem)': { display: 'none' } },
  surface: { maxWidth: '64rem' },
});

/** The sandbox's world: who one is, and its clock. */
export default function WorldBar() {
  const styles = useStyles();
  const intl = useIntl();
  const queries = useQueryClient();
  const toasts = useToasts();
  const clock = useQuery({
    queryKey: ['sandbox', 'clock'],
    queryFn: () => answerOf(sandbox.GET('/sandbox/v1/clock')),
    refetchInterval: 30_000,
  });
  const jump = useMutation({
    mutationFn: (advance: string) => answerOf(sandbox.POST('/sandbox/v1/clock', { body: { advance } })),
    onSuccess: ({ fired }) => {
      void queries.invalidateQueries();
      toasts.done(intl.formatMessage({ id: 'world.jumped' }, { fired }));
    },
  });
  return (
    <aside className={styles.bar} aria-label={intl.formatMessage({ id: 'world.title' })}>
      <Dialog>
        <DialogTrigger disableButtonEnhancement>
          <Button className={styles.button} appearance="transparent" icon={<PersonSwapRegular />}>
            <FormattedMessage id="world.switch" />
          </Button>
        </DialogTrigger>
        <DialogSurface className={styles.surface}>
          <DialogBody>
            <DialogTitle
              action={
                <DialogTrigger action="close">
                  <Button
                    appearance="subtle"
                    icon={<DismissRegular />}
                    aria-label={intl.formatMessage({ id: 'close' })}
                  />
                </DialogTrigger>
              }
            >
              <FormattedMessage id="world.switch" />
            </DialogTitle>
            <DialogContent>
              <Suspense fallback={<Loading />}>
                <People />
              </Suspense>
            </DialogContent>
          </DialogBody>
        </DialogSurface>
      </Dialog>
      <ClockRegular fontSize={20} aria-hidden />
      <Text>
        {clock.data === undefined ? null : (
          <FormattedDate value={clock.data.now} dateStyle="medium" timeStyle="short" timeZone="UTC" />
        )}
      </Text>
      {jumps.map((one) => (
        <Button
          key={one}
          className={mergeClasses(styles.button, styles.jump)}
          appearance="transparent"
          size="small"
          disabled={jump.isPending}
          onClick={() => jump.mutate(one)}
        >
          <FormattedMessage id={`world.jump.${one}`} />
        </Button>
      ))}
      <span className={styles.space} />
      <Link to="/sandbox/requests" className={styles.link}>
        <FormattedMessage id="requests.title" />
      </Link>
    </aside>
  );
}
