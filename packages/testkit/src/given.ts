import type { Answer } from './calls.ts';
import type { TestServer } from './server.ts';

/**
 * Situations that many tests begin with, made through the front door as the people they belong to. Partners, customers
 * and people are keys of the world; each throws with the answer when the product refuses.
 */
export const given = {
  /** The customer accepts the partner's invitation; a reseller names its provider, which becomes its partner too. */
  async relationship(
    server: TestServer,
    partner: string,
    customer: string,
    options: { dap?: boolean; provider?: string } = {},
  ): Promise<void> {
    const link = await server.call(`${partner}.admin`, 'POST', '/multipartner/v1/invitations', {
      dap: options.dap ?? true,
      ...(options.provider === undefined ? {} : { indirectProviderId: server.tenant(options.provider).id }),
    });
    expectStatus('the invitation', link, 200);
    const accepted = await server.call(`${customer}.admin`, 'POST', '/multipartner/v1/invitations/acceptances', {
      url: link.body.url,
    });
    expectStatus('its acceptance', accepted, 201);
  },

  /** The partner attests that the customer accepted the customer agreement. */
  async attestation(server: TestServer, partner: string, customer: string): Promise<void> {
    const answer = await server.call(
      `${partner}.admin`,
      'POST',
      `/v1/customers/${server.tenant(customer).id}/agreements`,
      {
        primaryContact: {
          firstName: 'Wanda',
          lastName: 'Grove',
          email: 'wanda@example.com',
          phoneNumber: '4255550100',
        },
        dateAgreed: (await server.clock.read()).now.toISOString(),
        type: 'MicrosoftCustomerAgreement',
        templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      },
    );
    expectStatus('the attestation', answer, 201);
  },

  /** A second (or third) partner that may sell: its relationship and its own attestation. */
  async seller(server: TestServer, partner: string, customer: string, options: { dap?: boolean } = {}): Promise<void> {
    await given.relationship(server, partner, customer, options);
    await given.attestation(server, partner, customer);
  },

  /** The partner buys for the customer; answers the order as the wire has it. */
  async order(
    server: TestServer,
    partner: string,
    customer: string,
    line: { offerId: string; quantity: number; termDuration?: string; partnerIdOnRecord?: string },
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  ): Promise<any> {
    const answer = await server.call(`${partner}.admin`, 'POST', `/v1/customers/${server.tenant(customer).id}/orders`, {
      ...(line.partnerIdOnRecord === undefined ? {} : { partnerOnRecordAttestationAccepted: true }),
      lineItems: [{ lineItemNumber: 0, ...line }],
    });
    expectStatus('the order', answer, 201);
    return answer.body;
  },
};

function expectStatus(what: string, answer: Answer, status: number): void {
  if (answer.status !== status) throw new Error(`Given ${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
