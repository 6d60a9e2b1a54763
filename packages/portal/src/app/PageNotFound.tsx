import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { Empty } from '../parts/Empty.tsx';

export function PageNotFound() {
  const intl = useIntl();
  return (
    <Empty title={intl.formatMessage({ id: 'notFound.title' })}>
      <Link to="/">
        <FormattedMessage id="notFound.home" />
      </Link>
    </Empty>
  );
}
