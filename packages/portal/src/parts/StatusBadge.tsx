import { Badge, type BadgeProps } from '@fluentui/react-components';
import { FormattedMessage } from 'react-intl';

const colors: Readonly<Record<string, BadgeProps['color']>> = {
  active: 'success',
  approvalPending: 'warning',
  created: 'informative',
  approved: 'informative',
  activating: 'informative',
  suspended: 'warning',
  expiring: 'warning',
  terminating: 'danger',
  terminationRequested: 'danger',
  terminated: 'subtle',
  expired: 'subtle',
  deleted: 'subtle',
  cancelled: 'subtle',
};

/** The state of a thing in a word, with a colour that says nothing more. */
export function StatusBadge({ status }: { readonly status: string }) {
  return (
    <Badge appearance="tint" color={colors[status] ?? 'informative'}>
      <FormattedMessage id="status" values={{ status }} />
    </Badge>
  );
}
