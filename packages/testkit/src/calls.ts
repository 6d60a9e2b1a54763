import type { Identity } from 'multipartner/identity/index.ts';
import type { World } from 'multipartner/world/index.ts';
import type { TestServer, TokenOptions } from './server.ts';

/** Who sends a request: a person's key, an access token, a tenant's application, or nobody. */
export type Caller = string | { readonly application: string } | null;

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
export interface Answer<T = any> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; else the text, null when there is none. */
  readonly body: T;
}

type Calls = Pick<TestServer, 'tenant' | 'person' | 'token' | 'call'>;

/** The ways to act in a world as one of its people. */
export function createCalls({ url, identity, world }: { url: string; identity: Identity; world: World }): Calls {
  const minted = new Map<string, Promise<string>>();
  const operator: World['tenants'][number][] =
    world.operator.tenant === null
      ? []
      : [
          {
            ...world.operator.tenant,
            displayName: 'Realm',
            cloud: 'public',
            country: 'US',
            partner: null,
            groups: [],
            users: world.operator.users,
            applications: world.operator.applications,
          },
        ];
  const tenants = [...world.tenants, ...operator];

  const tenant: Calls['tenant'] = (key) => {
    const found = tenants.find((one) => one.key === key);
    if (found === undefined) throw new Error(`The world has no tenant "${key}".`);
    return found;
  };
  const person: Calls['person'] = (key) => {
    for (const one of tenants) {
      const user = one.users.find((user) => user.key === key);
      if (user !== undefined) return { ...user, tenantId: one.id };
    }
    throw new Error(`The world has no person "${key}".`);
  };
  const mint = (who: string | { application: string }, options: TokenOptions): Promise<string> => {
    const user = typeof who === 'string' ? person(who) : undefined;
    const home = typeof who === 'string' ? tenants.find((one) => one.id === user?.tenantId) : tenant(who.application);
    const applicationId = options.application ?? home?.applications[0]?.clientId;
    if (home === undefined || applicationId === undefined) throw new Error('The tenant has no application; name one.');
    return identity.mint({
      tenantId: home.id,
      applicationId,
      audience: options.audience ?? 'partner-center',
      origin: url,
      ...(user === undefined ? {} : { userId: user.id }),
      ...(options.mfa === undefined ? {} : { mfa: options.mfa }),
      ...(options.scopes === undefined ? {} : { scopes: options.scopes }),
      ...(options.expiresIn === undefined ? {} : { expiresIn: options.expiresIn }),
    });
  };
  const token: Calls['token'] = (who, options = {}) => {
    const key = JSON.stringify([who, options]);
    let made = minted.get(key);
    if (made === undefined) {
      made = mint(who, options);
      minted.set(key, made);
    }
    return made;
  };

  return {
    tenant,
    person,
    token,
    async call<T>(
      who: Caller,
      method: string,
      path: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer<T>> {
      const bearer =
        who === null
          ? null
          : typeof who === 'string' && who.startsWith('eyJ')
            ? who
            : await token(who, { audience: audienceOf(path) });
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: read(await response.text()) as T };
    },
  };
}

function audienceOf(path: string): string {
  if (/^\/(v1\.0|beta)\//i.test(path)) return 'graph';
  return /^\/(multipartner|sandbox)\//i.test(path) ? 'multipartner' : 'partner-center';
}

function read(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
