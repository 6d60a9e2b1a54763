import { useIntl } from 'react-intl';
import { useMe } from '../../app/me.ts';
import { Attention } from '../../parts/Attention.tsx';
import { Page } from '../../parts/Page.tsx';
import { usePermitted } from '../../parts/Permitted.tsx';
import { RelationshipMap } from '../../parts/pictures/RelationshipMap.tsx';
import { Timeline } from '../../parts/pictures/Timeline.tsx';

/** What a customer's person sees first: what needs attention. */
export default function CustomerHome() {
  const intl = useIntl();
  const { user, tenant } = useMe();
  const sees = usePermitted('customer.partners.read');
  return (
    <Page
      title={intl.formatMessage({ id: 'home.hello' }, { name: user?.displayName ?? tenant.displayName })}
      lead={intl.formatMessage({ id: 'home.customer.lead' })}
    >
      <Attention />
      {sees ? (
        <>
          <RelationshipMap />
          <Timeline />
        </>
      ) : null}
    </Page>
  );
}
