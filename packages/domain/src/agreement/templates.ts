/** Agreements between a customer and the vendor, with the template that an acceptance names (R204). */
export interface AgreementTemplate {
  readonly templateId: string;
  readonly type: 'MicrosoftCloudAgreement' | 'MicrosoftCustomerAgreement';
  readonly link: string;
  readonly versionRank: number;
}

export const agreementTemplates: readonly AgreementTemplate[] = [
  {
    templateId: '998b88de-aa99-4388-a42c-1b3517d49490',
    type: 'MicrosoftCloudAgreement',
    link: '/agreements/MicrosoftCloudAgreement',
    versionRank: 0,
  },
  {
    templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
    type: 'MicrosoftCustomerAgreement',
    link: '/agreements/MicrosoftCustomerAgreement',
    versionRank: 1,
  },
];

/** The agreement that orders rely on (R201). */
export const customerAgreementTemplate = agreementTemplates[1] as AgreementTemplate;
