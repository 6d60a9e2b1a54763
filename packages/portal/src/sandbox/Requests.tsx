import { useIntl } from 'react-intl';
import { Page } from '../parts/Page.tsx';

/** What was asked of the server, as it happens. */
export function Requests() {
  const intl = useIntl();
  return <Page title={intl.formatMessage({ id: 'requests.title' })}>{null}</Page>;
}
