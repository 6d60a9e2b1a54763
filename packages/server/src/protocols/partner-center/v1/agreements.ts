import { Type } from 'typebox';
import { listAgreementTemplates } from '../../../operations/agreement/read.ts';
import { refused } from '../../../operations/operation.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { AgreementDocument, AgreementMetaDatas } from '../schemas/agreement.ts';

const kinds = ['MicrosoftCloudAgreement', 'MicrosoftCustomerAgreement'];

/** The kind that `agreementType` asks for; `*` and nothing ask for all. */
export function agreementType(asked: string | undefined): string | null {
  if (asked === undefined || asked === '' || asked === '*') return null;
  const found = kinds.find((kind) => kind.toLowerCase() === asked.toLowerCase());
  if (found === undefined)
    throw refused('value-invalid', { field: 'agreementType', reason: `is not * or one of ${kinds.join(', ')}` });
  return found;
}

export const agreementsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/agreements',
    serves: ['get-agreement-metadata', 'get-customer-agreement-metadata'],
    credentials: 'user',
    summary: 'The agreements that customers accept, with their templates',
    query: Type.Object({ agreementType: Type.Optional(Type.String({ description: 'One kind, or * for all' })) }),
    answer: AgreementMetaDatas,
    handle: async ({ context, query, reply }) => {
      const wanted = agreementType(query.agreementType);
      const templates = await listAgreementTemplates(context, {});
      const origin = `${reply.request.protocol}://${reply.request.host}`;
      // Without a kind the older agreement alone is meant: that is what the call knew first.
      const shown = templates.filter((one) =>
        query.agreementType === undefined
          ? one.type === 'MicrosoftCloudAgreement'
          : wanted === null || one.type === wanted,
      );
      return collection(
        shown.map((one) => ({
          templateId: one.templateId,
          agreementType: one.type,
          agreementLink: `${origin}${one.link}`,
          versionRank: one.versionRank,
        })),
        shown.length,
        '/agreements',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/agreementtemplates/{agreementTemplateId}/document',
    serves: ['download-customer-agreement-template'],
    credentials: 'user',
    summary: 'Where the text of an agreement is read and fetched',
    query: Type.Object({ language: Type.Optional(Type.String()), country: Type.Optional(Type.String()) }),
    answer: AgreementDocument,
    handle: async ({ context, params, query, reply }) => {
      const template = (await listAgreementTemplates(context, {})).find(
        (one) => one.templateId === params.agreementTemplateId.toLowerCase(),
      );
      if (template === undefined)
        throw refused('not-found', { kind: 'agreement template', id: params.agreementTemplateId });
      const country = query.country ?? 'US';
      if (!/^[A-Za-z]{2}$/.test(country))
        throw refused('value-invalid', { field: 'country', reason: 'is not a country code of two letters' });
      const language = query.language ?? 'en-US';
      if (!/^[A-Za-z]{2,3}(-[A-Za-z]{2,4})*$/.test(language))
        throw refused('value-invalid', { field: 'language', reason: 'is not a language such as en-US' });
      const uri = `${reply.request.protocol}://${reply.request.host}${template.link}?language=${language}&country=${country.toUpperCase()}`;
      return {
        displayUri: uri,
        downloadUri: `${uri}&download=true`,
        language,
        country: country.toUpperCase(),
        versionRank: template.versionRank,
      };
    },
  }),
];
