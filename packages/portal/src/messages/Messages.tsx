import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { type Language, usePreferences } from '../app/preferences.tsx';
import type { MessageId, MessageTexts } from './ids.ts';

const loaders: Record<Language, () => Promise<{ default: MessageTexts }>> = {
  en: () => import('./en/index.ts'),
  de: () => import('./de/index.ts'),
};

/** Every text of the portal in the person's language; one language is loaded, not all. */
export function Messages({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const [loaded, setLoaded] = useState<{ language: Language; texts: MessageTexts }>();
  useEffect(() => {
    let current = true;
    loaders[language]().then(({ default: texts }) => {
      if (current) setLoaded({ language, texts });
    });
    return () => {
      current = false;
    };
  }, [language]);
  if (loaded === undefined) return null;
  return (
    <IntlProvider locale={loaded.language} messages={loaded.texts} onError={failLoudly}>
      {children}
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
