import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';

export const toasterId = 'portal';

/** Short messages after an act. What went wrong is said where it was asked for, not here. */
export function useToasts() {
  const { dispatchToast } = useToastController(toasterId);
  return {
    done(title: string, body?: string) {
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {body === undefined ? null : <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent: 'success' },
      );
    },
  };
}
