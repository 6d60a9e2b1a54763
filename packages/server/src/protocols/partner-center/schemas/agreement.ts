import { type Static, Type } from 'typebox';
import { Collection, Contact } from './common.ts';
import { flag, guid, instant, oneOf, text, whole } from './property.ts';

const kinds = ['MicrosoftCloudAgreement', 'MicrosoftCustomerAgreement'] as const;

/** Which agreements there are, and which template an acceptance has to name. */
export const AgreementMetaData = Type.Object({
  templateId: guid('Template of the agreement'),
  agreementType: oneOf([...kinds], 'Kind of agreement'),
  agreementLink: text('Address where the agreement can be read'),
  versionRank: whole('The highest rank is the newest version'),
});
export type AgreementMetaData = Static<typeof AgreementMetaData>;

export const AgreementMetaDatas = Collection(AgreementMetaData);

/** A partner's attestation that a person of the customer accepted an agreement. */
export const Agreement = Type.Object({
  userId: guid('Who attested the acceptance'),
  primaryContact: Type.Optional(Contact),
  dateAgreed: instant('When the customer accepted'),
  templateId: guid('Template of the agreement'),
  type: oneOf([...kinds], 'Kind of agreement'),
  agreementLink: text('Address where the agreement can be read'),
});
export type Agreement = Static<typeof Agreement>;

export const Agreements = Collection(Agreement);

export const AgreementRequest = Type.Object({
  primaryContact: Type.Optional(Contact),
  dateAgreed: instant('When the customer accepted'),
  templateId: guid('Template of the agreement'),
  type: oneOf([...kinds], 'Kind of agreement'),
  userId: guid('Of no effect: who signed in attests'),
});

/** Where the text of an agreement can be seen and fetched. */
export const AgreementDocument = Type.Object({
  displayUri: text('Address for reading'),
  downloadUri: text('Address for fetching'),
  language: text('Language and country of the text'),
  country: text('ISO 3166 code of two letters'),
  versionRank: whole('The highest rank is the newest version'),
});

export const DirectSignedCustomerAgreementStatus = Type.Object({
  isSigned: Type.Boolean({ description: 'Whether the customer signed the customer agreement itself' }),
});

export const PartnerAgreementStatus = Type.Object({
  isAgreementSigned: flag('Whether the indirect reseller signed the partner agreement'),
});
