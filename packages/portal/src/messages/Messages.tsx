import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { type Language, usePreferences } from '../app/preferences.tsx';
import type { MessageId, MessageTexts } from './ids.ts';

interface Spoken {
  readonly texts: MessageTexts;
  /** Sentences for refusals by their names, where the server's own, which are English, are not in the language. */
  readonly refusals: Readonly<Record<string, string>>;
}

const loaders: Record<Language, () => Promise<Spoken>> = {
  en: async () => ({ texts: (await import('./en/index.ts')).default, refusals: {} }),
  de: async () => {
    const [{ default: texts }, { default: refusals }] = await Promise.all([
      import('./de/index.ts'),
      import('./de/refusals.json'),
    ]);
    return { texts, refusals };
  },
};

const spoken = new Map<Language, Promise<Spoken>>();

/** The texts of a language; loaded once. */
export function loadMessages(language: Language): Promise<Spoken> {
  let loading = spoken.get(language);
  if (loading === undefined) {
    loading = loaders[language]();
    spoken.set(language, loading);
  }
  return loading;
}

const Refusals = createContext<Spoken['refusals']>({});

/** What is said of a refusal in the person's language; undefined where the server's own words are. */
export function useRefusalText(refusal: string | undefined): string | undefined {
  return use(Refusals)[refusal ?? ''];
}

/** Every text of the portal in the person's language; one language is loaded, not all. */
export function Messages({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const [loaded, setLoaded] = useState<Spoken & { language: Language }>();
  useEffect(() => {
    let current = true;
    loadMessages(language).then((texts) => {
      if (current) setLoaded({ language, ...texts });
    });
    return () => {
      current = false;
    };
  }, [language]);
  if (loaded === undefined) return null;
  return (
    <IntlProvider locale={loaded.language} messages={loaded.texts} onError={failLoudly}>
      <Refusals value={loaded.refusals}>{children}</Refusals>
    </IntlProvider>
  );
}

function failLoudly(error: Error): never {
  throw error;
}

declare global {
  // biome-ignore lint/style/noNamespace: how react-intl learns which texts there are
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}
