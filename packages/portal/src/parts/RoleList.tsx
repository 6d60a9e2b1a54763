import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../api/clients.ts';
import type { MessageId } from '../messages/ids.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface RoleListProps {
  readonly roles: readonly { readonly id: string; readonly name: string; readonly privileged?: boolean }[];
}

/** Roles in plain words: what each allows in the tenant, and which need trust. */
export function RoleList({ roles }: RoleListProps) {
  const styles = useStyles();
  const intl = useIntl();
  const known = useQuery({
    queryKey: ['delegatedAdminRoles'],
    queryFn: () => answerOf(own.GET('/multipartner/v1/delegatedAdminRoles')),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <ul className={styles.list}>
      {roles.map(({ id, name, privileged }) => {
        const role = known.data?.items.find((one) => one.id === id);
        const allows = role?.allows ?? [];
        return (
          <li key={id}>
            <span className={styles.head}>
              <Text weight="semibold">{name}</Text>
              {(privileged ?? role?.privileged) ? (
                <Badge color="danger" appearance="tint">
                  <FormattedMessage id="role.privileged" />
                </Badge>
              ) : null}
            </span>
            <Text block className={styles.quiet}>
              {allows.length === 0 ? (
                <FormattedMessage id="role.allows.other" />
              ) : (
                <FormattedMessage
                  id="role.allows"
                  values={{ what: intl.formatList(allows.map((one) => intl.formatMessage({ id: actionText(one) }))) }}
                />
              )}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}

const actions = [
  'customer.read.company',
  'customer.users.read',
  'customer.users.create',
  'customer.users.update',
  'customer.users.delete',
  'customer.users.resetPassword',
  'customer.licences.read',
  'customer.licences.assign',
  'customer.roles.read',
  'customer.roles.assign',
  'customer.serviceRequests.create',
] as const;

function actionText(action: string): MessageId {
  const known = actions.find((one) => one === action);
  return known === undefined ? 'action.other' : `action.${known}`;
}
