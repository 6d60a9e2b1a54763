import { Type } from 'typebox';
import { readResellerAgreement } from '../../../operations/agreement/read.ts';
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
      const { mpnId, tenantId } = query;
      if (mpnId !== undefined && tenantId !== undefined)
        throw refused('value-conflicts', { field: 'mpnId', with: 'tenantId' });
      if (mpnId === undefined && tenantId === undefined) throw refused('value-missing', { field: 'mpnId or tenantId' });
      if (mpnId !== undefined && !/^\d{1,12}$/.test(mpnId))
        throw refused('value-invalid', { field: 'mpnId', reason: 'is not numeric' });
      if (tenantId !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenantId))
        throw refused('value-invalid', { field: 'tenantId', reason: 'is not a GUID' });
      const by = mpnId === undefined ? { tenantId: (tenantId as string).toLowerCase() } : { mpnId };
      return { isAgreementSigned: await readResellerAgreement(context, { by }) };
    },
  }),
];
