import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Text,
} from '@fluentui/react-components';
import { FormattedMessage } from 'react-intl';
import { Problem } from '../api/problem.ts';
import { useRefusalText } from '../messages/Messages.tsx';
import type { Question } from './Why.tsx';
import { Why } from './Why.tsx';

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** What was asked for, when a refusal of it can be explained. */
  readonly question?: Question;
}

/** What went wrong, in the words of who refused it; who may know more is told why. */
export function Failure({ error, onRetry, question }: FailureProps) {
  const refused = error instanceof Problem;
  const text = error instanceof Error ? error.message : String(error);
  const translated = useRefusalText(refused ? error.refusal : undefined);
  return (
    <MessageBar intent={refused && error.status < 500 ? 'warning' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>
          <FormattedMessage id={refused ? 'failure.refused' : 'failure.broken'} />
        </MessageBarTitle>
        {translated === undefined ? text : translated}
        {translated === undefined ? null : (
          <Text block size={200} lang="en">
            {text}
          </Text>
        )}
      </MessageBarBody>
      <MessageBarActions>
        {question === undefined ? null : <Why question={question} />}
        {onRetry === undefined ? null : (
          <Button onClick={onRetry}>
            <FormattedMessage id="failure.retry" />
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
