import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type Me, useMe } from '../app/me.ts';
import { Why } from './Why.tsx';

type Permission = Me['permissions'][number];

const useStyles = makeStyles({
  both: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

/** Whether the person's role allows it at all; the server decides again at each call. */
export function usePermitted(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}

interface PermittedProps {
  readonly permission: Permission;
  /** Draws the control; what may not be done is disabled, with its reason beside it. */
  readonly children: (allowed: boolean) => ReactNode;
}

export function Permitted({ permission, children }: PermittedProps) {
  const styles = useStyles();
  const { permissions, refused } = useMe();
  if (permissions.includes(permission)) return children(true);
  return (
    <span className={styles.both}>
      {children(false)}
      <Why known={refused.filter((one) => one.permission === permission)} />
    </span>
  );
}
