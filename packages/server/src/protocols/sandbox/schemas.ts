import { type Static, type TProperties, Type } from 'typebox';

const strict = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });
const one = <const V extends readonly string[]>(...values: V) =>
  Type.Enum(values as unknown as [V[number], ...V[number][]]);
const name = Type.String({ minLength: 1, maxLength: 256 });
const guid = Type.String({ pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$' });
const kind = one('direct', 'indirect_provider', 'indirect_reseller', 'advisor');
const programStatus = one('none', 'pending', 'qualified', 'active', 'restricted', 'suspended', 'rejected');
const mpnId = Type.String({ pattern: '^[1-9][0-9]{0,8}$' });

export const nothing = strict({});

export const reset = strict({
  seed: Type.Optional(Type.Union([one('demo', 'empty'), Type.Integer({ minimum: 1, maximum: 5_000_000 })])),
});

/** An ISO 8601 duration that is not negative; weeks and fractions of a second too. */
const duration = Type.String({
  pattern:
    '^P(?=.)([0-9]{1,5}Y)?([0-9]{1,6}M)?([0-9]{1,6}W)?([0-9]{1,7}D)?(T(?=.)([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.][0-9]{1,3})?S)?)?$',
});
const instant = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2}))?$',
});

export const clock = strict({
  set: Type.Optional(instant),
  advance: Type.Optional(duration),
  frozen: Type.Optional(Type.Boolean()),
});

/** What of the realm can be set: seconds of its time (a day at most, to rehearse slow ones), and policies. */
export const settings = strict({
  delegatedAdminStepSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
  newCommerceTransfers: Type.Optional(Type.Boolean()),
});

export const token = strict({
  tenant: name,
  user: Type.Optional(name),
  application: Type.Optional(guid),
  audience: name,
  scopes: Type.Optional(Type.Array(name, { maxItems: 100 })),
  mfa: Type.Optional(Type.Boolean()),
  expiresIn: Type.Optional(Type.Integer({ minimum: -86_400, maximum: 31_536_000 })),
});

const user = strict({
  id: Type.Optional(guid),
  key: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,79}$' })),
  userPrincipalName: Type.Optional(Type.String({ minLength: 3, maxLength: 256 })),
  displayName: Type.Optional(name),
  givenName: Type.Optional(name),
  surname: Type.Optional(name),
  password: Type.Optional(Type.String({ minLength: 8, maxLength: 256 })),
  directoryRoles: Type.Optional(Type.Array(name, { maxItems: 20 })),
  agentGroups: Type.Optional(Type.Array(one('AdminAgents', 'HelpdeskAgents', 'SalesAgents'), { maxItems: 3 })),
});

export const newTenant = strict({
  key: Type.Optional(Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$' })),
  displayName: name,
  domain: Type.Optional(Type.String({ minLength: 3, maxLength: 253 })),
  country: Type.String({ minLength: 2, maxLength: 2 }),
  cloud: Type.Optional(one('public', 'usgov', 'china', 'germany')),
  partner: Type.Optional(
    Type.Union([
      strict({
        kind,
        mpnId: Type.Optional(mpnId),
        programStatus: Type.Optional(programStatus),
        mpaAccepted: Type.Optional(Type.Boolean()),
      }),
      Type.Null(),
    ]),
  ),
  users: Type.Optional(Type.Array(user, { maxItems: 5000 })),
  company: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

export const tenantChange = strict({
  partner: Type.Optional(
    strict({
      programStatus: Type.Optional(programStatus),
      mpaAccepted: Type.Optional(Type.Boolean()),
      kind: Type.Optional(kind),
      mpnId: Type.Optional(mpnId),
      alsoReseller: Type.Optional(Type.Boolean()),
    }),
  ),
  qualification: Type.Optional(
    strict({
      qualification: one('Education', 'GovernmentCommunityCloud'),
      vettingStatus: one('Approved', 'Denied'),
      vettingReason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    }),
  ),
  vetting: Type.Optional(one('allowed', 'under_review', 'not_allowed')),
  governmentValidation: Type.Optional(
    strict({
      validationId: Type.String({ minLength: 1, maxLength: 50 }),
      organizationName: Type.String({ minLength: 1, maxLength: 200 }),
      maxCreates: Type.Integer({ minimum: 1, maximum: 1000 }),
    }),
  ),
});

export const outboxFilter = strict({ kind: Type.Optional(one('mail', 'event')), tenant: Type.Optional(name) });

export const requestFilter = strict({
  after: Type.Optional(Type.String({ description: 'Only those after this id; the newest when absent' })),
  limit: Type.Optional(Type.String({ description: '1 to 1000; 100 when absent' })),
});

export const snapshot = strict({ name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,39}$' }) });

export const fault = strict({
  match: Type.Optional(
    strict({
      method: Type.Optional(Type.String({ pattern: '^[A-Za-z]{1,10}$' })),
      path: Type.Optional(Type.String({ pattern: '^/', maxLength: 500 })),
    }),
  ),
  status: Type.Optional(Type.Union([Type.Literal(429), Type.Literal(500), Type.Literal(503)])),
  retryAfter: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  body: Type.Optional(Type.Boolean()),
  delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  drop: Type.Optional(Type.Boolean()),
  times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
});

export type FaultRequest = Static<typeof fault>;
