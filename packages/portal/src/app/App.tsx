import {
  createDOMRenderer,
  FluentProvider,
  type GriffelRenderer,
  RendererProvider,
  Toaster,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Problem } from '../api/problem.ts';
import { Messages } from '../messages/Messages.tsx';
import { createPortalRouter } from '../routes.tsx';
import type { Start } from '../session/session.ts';
import { SignInEnded } from '../session/sign-in.ts';
import './page.css';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { styleNonce } from './surroundings.ts';
import { darkTheme, lightTheme } from './theme.ts';
import { toasterId } from './toasts.tsx';
import { Welcome } from './Welcome.tsx';

const renderer: GriffelRenderer = createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce } });

/** A refusal is final; what never reached the server is worth another attempt. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => !(error instanceof Problem) && !(error instanceof SignInEnded) && count < 2,
    },
    mutations: { retry: false },
  },
});

export function App({ start }: { readonly start: Start }) {
  const [router] = useState(() => createPortalRouter(queries));
  return (
    <PreferencesProvider>
      <Messages>
        <Styled>
          <QueryClientProvider client={queries}>
            {start.signedIn ? (
              <RouterProvider router={router} />
            ) : (
              <Welcome {...(start.problem === undefined ? {} : { problem: start.problem })} />
            )}
          </QueryClientProvider>
          <Toaster toasterId={toasterId} position="bottom-end" />
        </Styled>
      </Messages>
    </PreferencesProvider>
  );
}

function Styled({ children }: { readonly children: ReactNode }) {
  const { dark } = usePreferences();
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={dark ? darkTheme : lightTheme}>{children}</FluentProvider>
    </RendererProvider>
  );
}
