import { useIntl } from 'react-intl';
import { useRefusalText } from '../messages/Messages.tsx';

interface RefusalTextProps {
  /** A refusal inside of an answer. */
  readonly refusal: { readonly code: string; readonly facts: unknown; readonly detail?: string };
}

/** A refusal in the person's language; where there are only its name and facts, in these. */
export function RefusalText({ refusal: { code, facts, detail } }: RefusalTextProps) {
  const intl = useIntl();
  const translated = useRefusalText(code);
  const known = Object.entries((facts ?? {}) as Record<string, unknown>).map(
    ([name, value]) => `${name}: ${String(value)}`,
  );
  const sentence = translated ?? detail ?? intl.formatMessage({ id: 'refusal.named' }, { code });
  return (
    <>
      {sentence}
      {known.length === 0 ? null : ` (${known.join('; ')})`}
    </>
  );
}
