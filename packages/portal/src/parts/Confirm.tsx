import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { Failure } from './Failure.tsx';
import type { Question } from './Why.tsx';

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, and what stays untouched. */
  readonly children: ReactNode;
  /** The verb of the button that does it. */
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
  /** What explains a refusal. */
  readonly question?: Question;
  readonly disabled?: boolean;
}

/** Asks before an act, shows that it is under way, and says in its place why it was refused. */
export function Confirm({ open, title, children, action, onConfirm, onClose, question, disabled }: ConfirmProps) {
  const act = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Dialog
      open={open}
      modalType="modal"
      onOpenChange={(_, data) => {
        if (data.open || act.isPending) return;
        act.reset();
        onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {children}
            {act.isError ? <Failure error={act.error} {...(question === undefined ? {} : { question })} /> : null}
          </DialogContent>
          <DialogActions>
            <Button
              disabled={act.isPending}
              onClick={() => {
                act.reset();
                onClose();
              }}
            >
              <FormattedMessage id="cancel" />
            </Button>
            <Button
              appearance="primary"
              disabled={act.isPending || disabled === true}
              {...(act.isPending ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={() => act.mutate()}
            >
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
