import type { InvitationTerms } from '@multipartner/domain/relationship/acceptance.ts';

/** A mail to be sent by the partner's own people: the text may be changed, the link is to be kept (R30). */
export interface Draft {
  readonly subject: string;
  readonly body: string;
}

interface Words {
  readonly subject: (name: string) => string;
  readonly open: (name: string) => string;
  readonly administration: string;
  readonly unchanged: string;
  readonly close: string;
}

const words = {
  en: {
    subject: (name) => `${name} would like to work with you`,
    open: (name) => `A Global administrator of your organisation can accept ${name} as a partner here:`,
    administration: 'Accepting also lets the partner administer your tenant. You can take that right away at any time.',
    unchanged: 'Your other partners, and what you bought from them, stay as they are.',
    close: 'Kind regards',
  },
  de: {
    subject: (name) => `${name} möchte mit Ihnen zusammenarbeiten`,
    open: (name) => `Ein globaler Administrator Ihrer Organisation kann ${name} hier als Partner annehmen:`,
    administration:
      'Damit darf der Partner auch Ihren Mandanten verwalten. Dieses Recht können Sie jederzeit entziehen.',
    unchanged: 'Ihre anderen Partner und was Sie bei ihnen gekauft haben bleiben, wie sie sind.',
    close: 'Mit freundlichen Grüßen',
  },
  fr: {
    subject: (name) => `${name} souhaite travailler avec vous`,
    open: (name) => `Un administrateur général de votre organisation peut accepter ${name} comme partenaire ici :`,
    administration:
      'Le partenaire pourra aussi administrer votre locataire. Vous pouvez retirer ce droit à tout moment.',
    unchanged: 'Vos autres partenaires, et ce que vous leur avez acheté, restent inchangés.',
    close: 'Cordialement',
  },
  es: {
    subject: (name) => `${name} desea trabajar con usted`,
    open: (name) => `Un administrador global de su organización puede aceptar a ${name} como partner aquí:`,
    administration:
      'Al aceptar, el partner también podrá administrar su inquilino. Puede retirar ese derecho en cualquier momento.',
    unchanged: 'Sus otros partners, y lo que les compró, quedan como están.',
    close: 'Saludos cordiales',
  },
} as const satisfies Record<string, Words>;

export type DraftLanguage = keyof typeof words;
export const draftLanguages = Object.keys(words) as readonly DraftLanguage[];

export function invitationDraft(
  language: DraftLanguage,
  partnerName: string,
  terms: InvitationTerms,
  url: string,
): Draft {
  const say: Words = words[language];
  const paragraphs = [
    say.open(partnerName),
    url,
    ...(terms.dap ? [say.administration] : []),
    say.unchanged,
    `${say.close}\n${partnerName}`,
  ];
  return { subject: say.subject(partnerName), body: paragraphs.join('\n\n') };
}

/** The mail by which a provider asks resellers to work with it. */
export function partnershipDraft(providerName: string, url: string): Draft {
  return {
    subject: `${providerName} would like to be your indirect provider`,
    body: [
      `A Global administrator of your organisation can accept ${providerName} as an indirect provider here:`,
      url,
      'Your customers, your other providers and everything you work on together stay as they are.',
      `Kind regards\n${providerName}`,
    ].join('\n\n'),
  };
}
