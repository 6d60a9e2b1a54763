import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';

export type Appearance = 'light' | 'dark' | 'system';
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

interface Preferences {
  readonly language: Language;
  readonly appearance: Appearance;
  /** What is shown: the choice, or the system's where nobody chose. */
  readonly dark: boolean;
  setLanguage(language: Language): void;
  setAppearance(appearance: Appearance): void;
}

const Context = createContext<Preferences | undefined>(undefined);
const languageKey = 'multipartner.language';
const appearanceKey = 'multipartner.appearance';

const isLanguage = (value: unknown): value is Language => typeof value === 'string' && value in languages;

/** The language chosen before, else the browser's, else English. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(languageKey);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** Language and colours of this browser; kept in it, and nowhere else. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [appearance, setAppearance] = useState<Appearance>(
    () => (localStorage.getItem(appearanceKey) as Appearance | null) ?? 'system',
  );
  const systemIsDark = useSystemIsDark();
  const dark = appearance === 'system' ? systemIsDark : appearance === 'dark';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  const value = useMemo<Preferences>(
    () => ({
      language,
      appearance,
      dark,
      setLanguage(next) {
        localStorage.setItem(languageKey, next);
        setLanguage(next);
      },
      setAppearance(next) {
        localStorage.setItem(appearanceKey, next);
        setAppearance(next);
      },
    }),
    [language, appearance, dark],
  );
  return <Context value={value}>{children}</Context>;
}

function useSystemIsDark(): boolean {
  const [query] = useState(() => window.matchMedia('(prefers-color-scheme: dark)'));
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const changed = () => setMatches(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [query]);
  return matches;
}

export function usePreferences(): Preferences {
  const preferences = use(Context);
  if (preferences === undefined) throw new Error('There are no preferences outside of their provider.');
  return preferences;
}
