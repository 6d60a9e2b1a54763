import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../postgres/servers.ts';
import { patient, startProgram } from '../start/program.ts';
import { fill, parseHttpFile, send } from './http-file.ts';

const tour = readFileSync(join(import.meta.dirname, '../../../../docs/tour.http'), 'utf8');

interface Evidence {
  readonly asOf: string;
  readonly subject: string;
  readonly digest: string;
  readonly owners: readonly { readonly partnerId: string; readonly digest: string; readonly subscriptions: number }[];
}

/** What the walk shows, by the names of its requests; more is in each answer. */
interface Walk {
  customers: { items: { id: string }[] };
  before: Evidence;
  preview: { acceptable: boolean; unchanged: { digest: string } };
  acceptance: { relationships: { partnerId: string }[] };
  order: { lineItems: { subscriptionId: string; quantity: number }[] };
  subscriptions: { totalCount: number; items: { id: string }[] };
  after: Evidence;
  partners: { items: { partnerId: string; subscriptions: { id: string }[] }[] };
}

const partOf = (evidence: Evidence, partnerId: string) => evidence.owners.find((one) => one.partnerId === partnerId);

it('docs/tour.http runs as it is written, again after its reset, and shows that Alpha keeps what is its own', {
  timeout: patient,
}, async () => {
  const program = await startProgram(['--data', await temporaryDirectory()]);
  const file = parseHttpFile(tour);
  expect(file.variables.get('origin')).toBe('http://127.0.0.1:4000');
  const here = { ...file, variables: new Map([['origin', program.ready.url]]) };
  const idOf = (key: string) => program.ready.world.tenants.find((one) => one.key === key)?.id ?? '';
  const [alpha, beta, woodgrove] = ['alpha', 'beta', 'woodgrove'].map(idOf) as [string, string, string];

  for (let round = 1; round <= 2; round += 1) {
    const statuses: Record<string, number> = {};
    const answers = new Map<string, unknown>();
    for (const request of here.requests) {
      const { status, body } = await send(request, here, answers);
      expect(status, `${request.title}: ${JSON.stringify(body)}`).toBeOneOf([200, 201]);
      statuses[request.name] = status;
      answers.set(request.name, body);
    }
    const walk = Object.fromEntries(answers) as unknown as Walk;

    expect(walk.customers.items.map((one) => one.id)).toEqual([woodgrove]);
    expect(walk.before.subject).toBe(woodgrove);
    expect(walk.preview).toMatchObject({ acceptable: true, unchanged: { digest: walk.before.digest } });
    expect(statuses).toMatchObject({ acceptance: 201, attestation: 201, order: 201 });
    expect(walk.acceptance.relationships.map((one) => one.partnerId)).toEqual([beta]);

    const [item] = walk.order.lineItems;
    expect(item).toMatchObject({ quantity: 10 });
    expect(walk.subscriptions).toMatchObject({ totalCount: 1, items: [{ id: item?.subscriptionId }] });

    expect(walk.after.asOf).toBe(walk.before.asOf);
    expect(partOf(walk.before, alpha)).toMatchObject({ subscriptions: 1 });
    expect(partOf(walk.after, alpha)).toEqual(partOf(walk.before, alpha));
    expect(partOf(walk.before, beta)).toBeUndefined();
    expect(partOf(walk.after, beta)).toMatchObject({ subscriptions: 1 });
    expect(walk.after.digest).not.toBe(walk.before.digest);
    expect(walk.partners.items.map((one) => one.partnerId).sort()).toEqual([alpha, beta].sort());
  }
});

it.each([
  ['a line that is none of the format', '### One\n# @name one\nGET http://x/\nnot a header\n', /Line 4 is no header/],
  ['a remark that is an unknown instruction', '### One\n# @nme one\nGET http://x/\n', /Line 2 is not understood/],
  ['a request without a name', '### One\nGET http://x/\n', /lacks its title or its name/],
  ['two requests of one name', '### A\n# @name a\nGET http://x/\n### B\n# @name a\nGET http://x/\n', /named a/],
  ['a block without a request', '### One\n# @name one\n', /"One" has no request line/],
])('the reader of the walk refuses %s', (_what, text, sentence) => {
  expect(() => parseHttpFile(text)).toThrow(sentence);
});

it('the reader of the walk refuses a reference that leads to nothing', () => {
  const file = parseHttpFile('@origin = http://x\n');
  const answers = new Map<string, unknown>([['world', { tenants: [{ key: 'alpha' }] }]]);
  expect(fill('{{origin}}/{{world.response.body.tenants.0.key}}', file, answers)).toBe('http://x/alpha');
  for (const reference of [
    'orign',
    'world.response.body.tenant',
    'world.response.body.tenants',
    'beta.response.body.x',
  ])
    expect(() => fill(`{{${reference}}}`, file, answers), reference).toThrow(/leads to nothing/);
});
