import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '../parts/Failure.tsx';
import { SignInEnded } from '../session/sign-in.ts';
import { Welcome } from './Welcome.tsx';

/** What a page shows that cannot be shown. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary();
  if (error instanceof SignInEnded) return <Welcome />;
  return (
    <Failure
      error={error}
      onRetry={() => {
        queries.reset();
        reset();
      }}
    />
  );
}
