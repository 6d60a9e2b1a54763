import { useIntl } from 'react-intl';
import { useMe } from '../../app/me.ts';
import { Attention } from '../../parts/Attention.tsx';
import { Page } from '../../parts/Page.tsx';

/** What a partner's person sees first: what needs attention. */
export default function PartnerHome() {
  const intl = useIntl();
  const { user, tenant } = useMe();
  return (
    <Page
      title={intl.formatMessage({ id: 'home.hello' }, { name: user?.displayName ?? tenant.displayName })}
      lead={intl.formatMessage({ id: 'home.partner.lead' })}
    >
      <Attention />
    </Page>
  );
}
