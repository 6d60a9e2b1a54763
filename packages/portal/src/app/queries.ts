import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';
import { SignInEnded } from '../session/sign-in.ts';

/** A refusal is final; what never reached the server is worth another attempt. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => !(error instanceof Problem) && !(error instanceof SignInEnded) && count < 2,
    },
    mutations: { retry: false },
  },
});
