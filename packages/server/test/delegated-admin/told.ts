import type { TestServer } from '@multipartner/testkit/server.ts';

const day = 86_400_000;

/** Days (with fractions) from `begin` until a time. */
export const daysSince = (begin: Date, at: string | Date) => (new Date(at).getTime() - begin.getTime()) / day;

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly dueAt: string;
  readonly about: { readonly relationshipId?: string };
}

interface LogLine {
  readonly operationDate: string;
  readonly operationType?: string;
  readonly userPrincipalName?: string;
  readonly customizedData?: readonly { readonly key: string; readonly value: string }[];
}

/** Ways to see what time brought to a granular relationship: lines of `<days since begin> <what>`, oldest first. */
export function toldIn(server: TestServer) {
  const outbox = async (query: string, id: string): Promise<Letter[]> => {
    const answer = await server.call(null, 'GET', `/sandbox/v1/outbox?${query}`);
    return answer.body.items.filter((one: Letter) => one.about.relationshipId === id.slice(0, 36));
  };
  /** What nobody did: lines without a person. */
  const lines = (answer: { status: number; body: { items: LogLine[] } }, id: string, begin: Date) => {
    if (answer.status !== 200) throw new Error(`The log was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.items
      .filter((one) => JSON.stringify(one).includes(id.slice(0, 36)) && (one.userPrincipalName ?? '') === '')
      .map((one) => {
        const what = one.operationType ?? one.customizedData?.find(({ key }) => key === 'OperationType')?.value;
        return `${daysSince(begin, one.operationDate)} ${what?.replace('granular_admin_relationship_', '')}`;
      })
      .reverse();
  };
  return {
    /** Mails to the people of one tenant since then: what the subject says of the relationship. */
    async mails(tenant: string, id: string, begin: Date): Promise<string[]> {
      const letters = await outbox(`kind=mail&tenant=${tenant}`, id);
      return letters
        .filter(({ dueAt }) => new Date(dueAt) > begin)
        .map(({ dueAt, subject }) => `${daysSince(begin, dueAt)} ${subject.replace(/^.*" /, '')}`);
    },
    letters: (tenant: string, id: string) => outbox(`kind=mail&tenant=${tenant}`, id),
    async events(id: string, begin: Date): Promise<string[]> {
      const items = await outbox('kind=event', id);
      return items.map(
        ({ dueAt, subject }) => `${daysSince(begin, dueAt)} ${subject.replace('granular-admin-relationship-', '')}`,
      );
    },
    /** The log of its partner, of the last ninety days at most. */
    async partnerLog(partner: string, id: string, begin: Date): Promise<string[]> {
      const kind = { Field: 'ResourceType', Value: 'granular_admin_relationship', Operator: 'equals' };
      const query = `size=500&filter=${encodeURIComponent(JSON.stringify(kind))}`;
      return lines(await server.call(`${partner}.admin`, 'GET', `/v1/auditrecords?${query}`), id, begin);
    },
    async customerLog(customer: string, id: string, begin: Date): Promise<string[]> {
      const path = '/multipartner/v1/auditRecords?limit=100';
      return lines(await server.call(`${customer}.admin`, 'GET', path), id, begin);
    },
  };
}
