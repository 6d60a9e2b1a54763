import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular, QuestionCircleRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { answerOf, own } from '../api/clients.ts';
import { useMe } from '../app/me.ts';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';

/** What access/explain is asked about the person who is signed in, or about another one. */
export interface Question {
  readonly customerId: string;
  readonly action: string;
  /** The person who is signed in when absent. */
  readonly userId?: string;
  readonly partnerId?: string;
  readonly on?: { readonly subscriptionId?: string; readonly userId?: string; readonly roleDefinitionId?: string };
}

/** What is known already of a refusal by role, without asking. */
export interface KnownReason {
  readonly rule: string;
  readonly code: string;
  readonly fix: string;
}

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalS} 0`,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalS,
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '1.5rem 1fr auto',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
  },
  yes: { color: tokens.colorPaletteGreenForeground1 },
  no: { color: tokens.colorPaletteRedForeground1 },
  rule: { color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace },
});

/** "Why?": opens the path of the decision and the smallest change that would make it come out otherwise. */
export function Why(props: { readonly question: Question } | { readonly known: readonly KnownReason[] }) {
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="transparent" size="small" icon={<QuestionCircleRegular />}>
          <FormattedMessage id="why.button" />
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            <FormattedMessage id="why.title" />
          </DialogTitle>
          <DialogContent>
            {'question' in props ? (
              <Explained question={props.question} />
            ) : (
              <Reasons missing={props.known} because={[]} />
            )}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>
                <FormattedMessage id="close" />
              </Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Explained({ question }: { readonly question: Question }) {
  const me = useMe();
  const body = { ...question, userId: question.userId ?? me.user?.id ?? '' };
  const explained = useQuery({
    queryKey: ['explain', body],
    queryFn: () => answerOf(own.POST('/multipartner/v1/access/explain', { body })),
    staleTime: 0,
  });
  if (explained.isPending) return <Loading lines={3} />;
  if (explained.isError) return <Failure error={explained.error} />;
  return (
    <>
      <Text block weight="semibold">
        <FormattedMessage id={explained.data.allowed ? 'why.allowed' : 'why.refused'} />
      </Text>
      <Reasons because={explained.data.because} missing={explained.data.missing} />
    </>
  );
}

interface ReasonsProps {
  readonly because: readonly { readonly rule: string; readonly fact: string }[];
  readonly missing: readonly KnownReason[];
}

export function Reasons({ because, missing }: ReasonsProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {because.map(({ rule, fact }) => (
        <li key={`${rule} ${fact}`} className={styles.line}>
          <CheckmarkCircleRegular className={styles.yes} fontSize={20} />
          <Text>{fact}</Text>
          <Text size={200} className={styles.rule}>
            {rule}
          </Text>
        </li>
      ))}
      {missing.map(({ rule, code, fix }) => (
        <li key={`${rule} ${code} ${fix}`} className={styles.line}>
          <DismissCircleRegular className={styles.no} fontSize={20} />
          <span>
            <Text weight="semibold">
              <FormattedMessage id="why.fix" />
            </Text>{' '}
            <Text>{fix}</Text>
          </span>
          <Text size={200} className={styles.rule}>
            {rule}
          </Text>
        </li>
      ))}
    </ul>
  );
}
