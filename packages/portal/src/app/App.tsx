import {
  createDOMRenderer,
  FluentProvider,
  type GriffelRenderer,
  RendererProvider,
  Toaster,
} from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { Messages } from '../messages/Messages.tsx';
import type { Start } from '../session/session.ts';
import './page.css';
import { loadSignedIn } from './load.ts';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { queries } from './queries.ts';
import { styleNonce } from './surroundings.ts';
import { darkTheme, lightTheme } from './theme.ts';
import { toasterId } from './toasts.tsx';
import { Welcome } from './Welcome.tsx';

const renderer: GriffelRenderer = createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce } });

/** A visitor who has to sign in first does not wait for it. */
const SignedIn = lazy(loadSignedIn);

export function App({ start }: { readonly start: Start }) {
  return (
    <PreferencesProvider>
      <Messages>
        <Styled>
          <QueryClientProvider client={queries}>
            {start.signedIn ? (
              <Suspense>
                <SignedIn />
              </Suspense>
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
