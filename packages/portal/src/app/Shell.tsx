import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  mergeClasses,
  OverlayDrawer,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, NavigationRegular } from '@fluentui/react-icons';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Loading } from '../parts/Loading.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { type Me, sideOf, useMe } from './me.ts';
import { navigation } from './navigation.ts';
import { Preferences } from './PreferencesMenu.tsx';
import { sandboxMode } from './surroundings.ts';

const WorldBar = lazy(() => import('../sandbox/WorldBar.tsx'));
const narrow = '@media (max-width: 60rem)';

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  skip: {
    position: 'absolute',
    left: '-100rem',
    ':focus': { left: tokens.spacingHorizontalM, top: tokens.spacingVerticalS, zIndex: 10 },
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '3rem',
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media print': { display: 'none' },
  },
  brand: {
    textDecorationLine: 'none',
    color: tokens.colorNeutralForeground1,
    display: 'flex',
    gap: '0.5rem',
    alignItems: 'center',
  },
  tenant: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    flexGrow: 1,
  },
  menuButton: { display: 'none', [narrow]: { display: 'inline-flex' } },
  body: { display: 'flex', flexGrow: 1, minHeight: 0 },
  side: {
    width: '14rem',
    flexShrink: 0,
    padding: tokens.spacingVerticalM,
    [narrow]: { display: 'none' },
    '@media print': { display: 'none' },
  },
  main: {
    flexGrow: 1,
    minWidth: 0,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    ':focus-visible': { outlineStyle: 'none' },
    [narrow]: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM}` },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorBrandForeground1,
  },
});

/** The frame of every page: who one is, where one may go, and in a sandbox the world. */
export function Shell() {
  const { reset } = useQueryErrorResetBoundary();
  useEffect(() => reset, [reset]);
  return (
    <Suspense fallback={<Loading />}>
      <Frame />
    </Suspense>
  );
}

function Frame() {
  const styles = useStyles();
  const intl = useIntl();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const main = useFocusOnNewPage();
  return (
    <div className={styles.page}>
      <Button className={styles.skip} onClick={() => main.current?.focus()} appearance="primary">
        <FormattedMessage id="shell.skip" />
      </Button>
      <header className={styles.top}>
        <Button
          className={styles.menuButton}
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label={intl.formatMessage({ id: 'shell.menu' })}
          onClick={() => setOpen(true)}
        />
        <Link to="/" className={styles.brand}>
          <img src="/portal/icon.svg" alt="" width={24} height={24} />
          <Text weight="semibold">Multipartner</Text>
        </Link>
        <Text className={styles.tenant}>{me.tenant.displayName}</Text>
        <Preferences />
        <AccountMenu />
      </header>
      <div className={styles.body}>
        <nav className={styles.side} aria-label={intl.formatMessage({ id: 'shell.navigation' })}>
          <NavigationList me={me} />
        </nav>
        <main className={styles.main} ref={main} tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {sandboxMode ? (
        <Suspense>
          <WorldBar />
        </Suspense>
      ) : null}
      <OverlayDrawer open={open} onOpenChange={(_, data) => setOpen(data.open)} size="small">
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={intl.formatMessage({ id: 'shell.close' })}
                onClick={() => setOpen(false)}
              />
            }
          >
            {me.tenant.displayName}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <nav aria-label={intl.formatMessage({ id: 'shell.navigation' })}>
            <NavigationList me={me} onFollow={() => setOpen(false)} />
          </nav>
        </DrawerBody>
      </OverlayDrawer>
    </div>
  );
}

function NavigationList({ me, onFollow }: { readonly me: Me; readonly onFollow?: () => void }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {navigation[sideOf(me)]
        .filter(({ shownTo }) => shownTo?.(me) ?? true)
        .map(({ to, text, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={styles.link}
              activeProps={{ className: mergeClasses(styles.link, styles.current), 'aria-current': 'page' }}
              activeOptions={{ exact: to === '/' }}
              {...(onFollow === undefined ? {} : { onClick: onFollow })}
            >
              <Icon fontSize={20} />
              <FormattedMessage id={text} />
            </Link>
          </li>
        ))}
    </ul>
  );
}

/** Whoever goes to another page by keyboard or screen reader begins at its start. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
