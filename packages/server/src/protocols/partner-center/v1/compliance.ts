import { Type } from 'typebox';
import { type ResellerId, readResellerAgreement } from '../../../operations/agreement/read.ts';
import { refused } from '../../../operations/operation.ts';
import { type Route, route } from '../house/route.ts';
import { PartnerAgreementStatus } from '../schemas/agreement.ts';

export const complianceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/compliance/{programName}/agreementstatus',
    serves: ['verify-indirect-reseller-mpa-status'],
    credentials: 'user',
    summary: 'Whether an indirect reseller accepted the partner agreement',
    query: Type.Object({ mpnId: Type.Optional(Type.String()), tenantId: Type.Optional(Type.String()) }),
    answer: PartnerAgreementStatus,
    handle: async ({ context, params, query }) => {
      if (params.programName.toLowerCase() !== 'csp')
        throw refused('value-invalid', { field: 'programName', reason: 'is not csp' });
      return { isAgreementSigned: await readResellerAgreement(context, { by: resellerId(query) }) };
    },
  }),
];

/** The one id that was given. Refusals: value-conflicts, value-missing, identifier-malformed. */
function resellerId(query: { readonly mpnId?: string; readonly tenantId?: string }): ResellerId {
  const mpnId = query.mpnId || undefined;
  const tenantId = query.tenantId || undefined;
  if (mpnId !== undefined && tenantId !== undefined)
    throw refused('value-conflicts', { field: 'mpnId', with: 'tenantId' });
  if (mpnId !== undefined) {
    if (!/^\d{1,12}$/.test(mpnId)) throw refused('identifier-malformed', { field: 'mpnId', form: 'numeric' });
    return { mpnId };
  }
  if (tenantId === undefined) throw refused('value-missing', { field: 'mpnId or tenantId' });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenantId))
    throw refused('identifier-malformed', { field: 'tenantId', form: 'a GUID' });
  return { tenantId: tenantId.toLowerCase() };
}
