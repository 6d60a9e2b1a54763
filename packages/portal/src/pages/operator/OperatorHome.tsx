import { useIntl } from 'react-intl';
import { useMe } from '../../app/me.ts';
import { Page } from '../../parts/Page.tsx';

/** What the operator sees first. */
export default function OperatorHome() {
  const intl = useIntl();
  const { user, tenant } = useMe();
  return (
    <Page
      title={intl.formatMessage({ id: 'home.hello' }, { name: user?.displayName ?? tenant.displayName })}
      lead={intl.formatMessage({ id: 'home.operator.lead' })}
    >
      {null}
    </Page>
  );
}
