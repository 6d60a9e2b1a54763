import { type Refusal, refuse } from '../refusal.ts';

export interface AgreementContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phoneNumber: string | null;
}

/** Decides an attestation (R201): complete contact, a date that is not in the future, and not the same as one on record. */
export function decideAttestation(
  attestation: { readonly contact: AgreementContact; readonly dateAgreed: Date },
  before: readonly { readonly contact: AgreementContact }[],
  now: Date,
): Refusal | null {
  const { contact, dateAgreed } = attestation;
  for (const field of ['firstName', 'lastName', 'email'] as const) {
    if (contact[field].trim() === '') return refuse('value-missing', { field: `primaryContact.${field}` });
  }
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.email))
    return refuse('value-invalid', { field: 'primaryContact.email', reason: 'is no mail address' });
  if (dateAgreed > now) return refuse('agreement-date-in-future', { field: 'dateAgreed' });
  return before.some((one) => same(one.contact, contact)) ? refuse('agreement-attested-before') : null;
}

const same = (a: AgreementContact, b: AgreementContact) =>
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.email.toLowerCase() === b.email.toLowerCase() &&
  (a.phoneNumber ?? '') === (b.phoneNumber ?? '');
