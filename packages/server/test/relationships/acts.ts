import type { Answer } from '@multipartner/testkit/calls.ts';
import type { TestServer } from '@multipartner/testkit/server.ts';
import { expect } from 'vitest';

/** The link that a person of a partner gets. */
export async function linkOf(server: TestServer, person: string, body: Record<string, unknown> = {}): Promise<string> {
  const answer = await server.call(person, 'POST', '/multipartner/v1/invitations', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.url;
}

export const accept = (server: TestServer, person: string, url: string): Promise<Answer> =>
  server.call(person, 'POST', '/multipartner/v1/invitations/acceptances', { url });

export const preview = (server: TestServer, person: string, url: string): Promise<Answer> =>
  server.call(person, 'POST', '/multipartner/v1/invitations/preview', { url });

/** Ids of the partner's customers. */
export async function customersOf(server: TestServer, person: string): Promise<string[]> {
  const answer = await server.call(person, 'GET', '/v1/customers');
  expect(answer.status).toBe(200);
  return answer.body.items.map((one: { id: string }) => one.id);
}

/** The customer's partners, by id. */
export async function partnersOf(server: TestServer, person: string): Promise<Map<string, PartnerShown>> {
  const answer = await server.call(person, 'GET', '/multipartner/v1/partners');
  expect(answer.status).toBe(200);
  return new Map(answer.body.items.map((one: PartnerShown) => [one.partnerId, one]));
}

export interface PartnerShown {
  readonly partnerId: string;
  readonly name: string;
  readonly kind: string;
  readonly relationships: readonly { readonly type: string; readonly since: string; readonly dap: boolean }[];
  readonly delegatedAdministration: readonly {
    readonly source: string;
    readonly roles: readonly { readonly id: string; readonly name: string }[];
    readonly people: readonly {
      readonly userPrincipalName: string;
      readonly roles: readonly { readonly name: string }[];
    }[];
  }[];
  readonly subscriptions: readonly { readonly id: string; readonly quantity: number }[];
}

/** What was told to a tenant: names of events and subjects of mails, in order. */
export async function toldTo(server: TestServer, tenant: string, kind: 'event' | 'mail' = 'event'): Promise<string[]> {
  const answer = await server.call(null, 'GET', `/sandbox/v1/outbox?kind=${kind}&tenant=${tenant}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items.map((one: { subject: string }) => one.subject);
}

/** The tenant's own log as its Global administrator reads it, the newest first. */
export async function logOf(server: TestServer, person: string): Promise<LogShown[]> {
  const answer = await server.call(person, 'GET', '/multipartner/v1/auditRecords?limit=200');
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items;
}

export interface LogShown {
  readonly operationType: string;
  readonly operationStatus: string;
  readonly resourceType: string;
  readonly userPrincipalName?: string;
  readonly newValue?: Record<string, unknown>;
  readonly details: Record<string, unknown>;
}

/** Every person of a partner tenant, one for each column of the role matrix, by the roles that he has. */
export const partnerPeople = ['admin', 'ga', 'sales', 'helpdesk', 'useradmin', 'billing', 'user'] as const;
