import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Empty } from '../../../parts/Empty.tsx';
import { Invitation } from './Invitation.tsx';
import { readLink } from './links.ts';

/** Where the links of partners lead: every form of them has the same path. */
export function LinkLanding() {
  const intl = useIntl();
  const [link] = useState(() => readLink(window.location.href));
  if (link.kind === 'granular')
    return <Navigate to="/approvals/$relationshipId" params={{ relationshipId: link.id }} replace />;
  if (link.kind === 'relationship') return <Invitation url={link.url} />;
  return <Empty title={intl.formatMessage({ id: 'invitation.unknown' })} />;
}
