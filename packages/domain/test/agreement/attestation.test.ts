import { describe, expect, it } from 'vitest';
import { decideAttestation } from '../../src/agreement/attestation.ts';
import { agreementTemplates, customerAgreementTemplate } from '../../src/agreement/templates.ts';

const now = new Date('2026-06-15T12:00:00Z');
const contact = { firstName: 'Ann', lastName: 'Lee', email: 'ann@woodgrove.example', phoneNumber: null };
const attest = (
  change: Partial<typeof contact> = {},
  dateAgreed = now,
  before: readonly { contact: typeof contact }[] = [],
) => decideAttestation({ contact: { ...contact, ...change }, dateAgreed }, before, now);

describe("the attestation of a customer's acceptance (R201)", () => {
  it('names a person with a mail address, and a date that is not in the future', () => {
    expect(attest()).toBeNull();
    expect(attest({}, new Date(now.getTime() + 1))).toMatchObject({ code: 'agreement-date-in-future' });
    expect(attest({ firstName: ' ' })).toMatchObject({
      code: 'value-missing',
      facts: { field: 'primaryContact.firstName' },
    });
    expect(attest({ email: 'nobody' })).toMatchObject({
      code: 'value-invalid',
      facts: { field: 'primaryContact.email' },
    });
  });

  it('is not given twice with the same contact', () => {
    expect(attest({ email: 'ANN@woodgrove.example' }, now, [{ contact }])).toMatchObject({
      code: 'agreement-attested-before',
    });
    expect(attest({ lastName: 'Li' }, now, [{ contact }])).toBeNull();
  });
});

describe('the templates of agreements (R204)', () => {
  it('have one for the customer agreement that orders rely on', () => {
    expect(customerAgreementTemplate.type).toBe('MicrosoftCustomerAgreement');
    expect(new Set(agreementTemplates.map((one) => one.templateId)).size).toBe(agreementTemplates.length);
  });
});
