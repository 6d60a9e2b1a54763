import { type TSchema, Type } from 'typebox';
import * as requests from './schemas.ts';

/** A control as the contract tells it; what a body may hold is in schemas.ts, which also reads it. */
interface Control {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly answer?: TSchema;
  readonly status?: number;
}

const text = Type.String();
const nullable = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()]);
const texts = Type.Array(text);

const user = Type.Object({
  key: text,
  id: text,
  userPrincipalName: text,
  displayName: text,
  password: nullable(Type.String({ description: 'Null when the sandbox did not give it' })),
  directoryRoles: texts,
  agentGroups: texts,
});
const application = Type.Object({
  clientId: text,
  clientSecret: nullable(text),
  displayName: text,
  redirectUris: texts,
  publicClient: Type.Boolean(),
  applicationPermissions: texts,
  delegatedPermissions: texts,
});
const tenant = Type.Object({
  key: text,
  id: text,
  displayName: text,
  defaultDomain: text,
  cloud: text,
  country: text,
  partner: nullable(Type.Object({ kind: text, mpnId: text, programStatus: text, mpaAccepted: Type.Boolean() })),
  users: Type.Array(user),
  groups: Type.Array(Type.Object({ key: text, id: text, displayName: text, members: texts })),
  applications: Type.Array(application),
});
const world = Type.Object({
  clock: text,
  seed: text,
  operator: Type.Object({
    tenant: nullable(Type.Object({ key: text, id: text, defaultDomain: text })),
    users: Type.Array(user),
    applications: Type.Array(application),
  }),
  tenants: Type.Array(tenant),
  generated: Type.Optional(Type.Object({ customers: Type.Integer(), keys: text })),
});
const clock = Type.Object({ now: text, frozen: Type.Boolean() });
const fault = Type.Object({ id: text, ...requests.fault.properties });
const settings = Type.Object({ delegatedAdminStepSeconds: Type.Number(), newCommerceTransfers: Type.Boolean() });

const loggedRequest = Type.Object({
  id: Type.Integer({ description: 'Runs upwards' }),
  time: text,
  method: text,
  path: Type.String({ description: 'With a query only where it holds filters; secrets are not told' }),
  actor: nullable(
    Type.Object({ tenantId: text, userId: nullable(text), userName: nullable(text), applicationId: nullable(text) }),
  ),
  status: Type.Integer(),
  durationMs: Type.Number(),
  code: nullable(Type.String({ description: "The realm's name of the refusal" })),
  correlationId: text,
  explain: nullable(
    Type.Object(
      { action: text, customerId: text, userId: text },
      { description: 'Of a refused access: what to ask POST /multipartner/v1/access/explain' },
    ),
  ),
});

const base = '/sandbox/v1';

/** Every control of the sandbox; a test holds this list against the routes. */
export const controls: readonly Control[] = [
  { method: 'GET', path: `${base}/world`, summary: 'The world as it is', answer: world },
  {
    method: 'POST',
    path: `${base}/reset`,
    summary: 'A fresh world in its place',
    body: requests.reset,
    answer: world,
  },
  { method: 'GET', path: `${base}/clock`, summary: "The realm's clock", answer: clock },
  {
    method: 'POST',
    path: `${base}/clock`,
    summary: 'Set, advance, stop or run the clock; answered when all that became due is done',
    body: requests.clock,
    answer: Type.Object({ ...clock.properties, fired: Type.Integer() }),
  },
  {
    method: 'POST',
    path: `${base}/tokens`,
    summary: 'An access token without a sign-in',
    body: requests.token,
    answer: Type.Object({ access_token: text, token_type: text, expires_in: Type.Integer() }),
  },
  {
    method: 'POST',
    path: `${base}/tenants`,
    summary: 'Make a tenant',
    body: requests.newTenant,
    answer: tenant,
    status: 201,
  },
  { method: 'GET', path: `${base}/tenants/{id}`, summary: 'A tenant by id, key or domain', answer: tenant },
  {
    method: 'PATCH',
    path: `${base}/tenants/{id}`,
    summary: 'What the operator of the programme decides of a tenant',
    body: requests.tenantChange,
    answer: tenant,
  },
  {
    method: 'GET',
    path: `${base}/outbox`,
    summary: 'Mails and events that were sent or are due, in order',
    query: requests.outboxFilter,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          to: nullable(text),
          kind: text,
          subject: nullable(text),
          text: nullable(text),
          about: Type.Unknown(),
          dueAt: text,
        }),
      ),
    }),
  },
  { method: 'GET', path: `${base}/settings`, summary: 'What of the realm can be set', answer: settings },
  {
    method: 'PATCH',
    path: `${base}/settings`,
    summary: 'Set something of the realm',
    body: requests.settings,
    answer: settings,
  },
  {
    method: 'GET',
    path: `${base}/snapshots`,
    summary: 'Copies of the world',
    answer: Type.Object({ items: Type.Array(Type.Object({ name: text })) }),
  },
  {
    method: 'POST',
    path: `${base}/snapshots`,
    summary: 'Copy the world under a name',
    body: requests.snapshot,
    answer: Type.Object({ name: text }),
    status: 201,
  },
  {
    method: 'POST',
    path: `${base}/snapshots/{name}/restore`,
    summary: 'Put a copy in the place of the world',
    answer: world,
  },
  {
    method: 'GET',
    path: `${base}/faults`,
    summary: 'Failures that the other protocols show',
    answer: Type.Object({ items: Type.Array(fault) }),
  },
  {
    method: 'POST',
    path: `${base}/faults`,
    summary: 'Make other protocols fail, wait or cut connections',
    body: requests.fault,
    answer: fault,
    status: 201,
  },
  { method: 'DELETE', path: `${base}/faults`, summary: 'No more failures', status: 204 },
  {
    method: 'GET',
    path: `${base}/requests`,
    summary: 'The last requests that other protocols answered, the oldest first; at most 1,000 are remembered',
    query: requests.requestFilter,
    answer: Type.Object({ items: Type.Array(loggedRequest) }),
  },
  { method: 'DELETE', path: `${base}/requests`, summary: 'Forget the requests', status: 204 },
];
