import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@multipartner/testkit/postgres.ts';
import { argon2id, hash } from 'argon2';
import Fastify, { type FastifyInstance } from 'fastify';
import { createIdentity, type Identity, type IdentityOptions, identityRoutes } from 'multipartner/identity/index.ts';
import { type Database, openDatabase } from 'multipartner/store/database.ts';
import { migrate } from 'multipartner/store/migrate.ts';

export const alpha = '11111111-1111-4111-8111-11111111111a';
export const beta = '11111111-1111-4111-8111-11111111111b';
export const realm = '11111111-1111-4111-8111-1111111111f0';

export const alphaApp = { clientId: '22222222-2222-4222-8222-22222222222a', secret: 'alpha~secret+with %signs' };
export const betaApp = { clientId: '22222222-2222-4222-8222-22222222222b', secret: 'beta-secret' };
/** Public, of alpha, with a consented scope of Partner Center only. */
export const alphaPublicApp = '22222222-2222-4222-8222-2222222222aa';

export const password = 'Correct-Horse-1!';
export const people = {
  admin: { id: '33333333-3333-4333-8333-3333333333a1', name: 'admin@alpha.onmicrosoft.com', tenant: alpha },
  user: { id: '33333333-3333-4333-8333-3333333333a2', name: 'user@alpha.onmicrosoft.com', tenant: alpha },
  blocked: { id: '33333333-3333-4333-8333-3333333333a3', name: 'blocked@alpha.onmicrosoft.com', tenant: alpha },
  newcomer: { id: '33333333-3333-4333-8333-3333333333a4', name: 'newcomer@alpha.onmicrosoft.com', tenant: alpha },
  careful: { id: '33333333-3333-4333-8333-3333333333a5', name: 'careful@alpha.onmicrosoft.com', tenant: alpha },
  betaAdmin: { id: '33333333-3333-4333-8333-3333333333b1', name: 'admin@beta.onmicrosoft.com', tenant: beta },
  operator: { id: '33333333-3333-4333-8333-3333333333f1', name: 'operator@realm.onmicrosoft.com', tenant: realm },
} as const;

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
/** TOTP secret of `careful`. */
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const partnerCenter = 'https://api.partnercenter.microsoft.com';
export const graph = 'https://graph.microsoft.com';

const allPermissions = [
  `${partnerCenter}/user_impersonation`,
  `${graph}/DelegatedAdminRelationship.Read.All`,
  `${graph}/DelegatedAdminRelationship.ReadWrite.All`,
  `${graph}/User.Read`,
  'https://graph.windows.net/user_impersonation',
  'multipartner/user_impersonation',
];
const allRoles = [
  `${partnerCenter}/Partner.Operate`,
  `${graph}/DelegatedAdminRelationship.Read.All`,
  `${graph}/DelegatedAdminRelationship.ReadWrite.All`,
  'https://graph.windows.net/Directory.Read.All',
];

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

/** A self-signed certificate, made by openssl. */
export function makeCertificate(commonName: string, extensions: readonly string[] = []): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'multipartner-certificate-'));
  try {
    const extra = extensions.flatMap((one) => ['-addext', one]);
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${commonName}`,
        '-keyout',
        'key.pem',
        '-out',
        'cert.pem',
        ...extra,
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    return {
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
      certificate: readFileSync(join(folder, 'cert.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Platform {
  readonly database: Database;
  readonly identity: Identity;
  readonly app: FastifyInstance;
  /** http://127.0.0.1:<port>, or https with `tls`. */
  readonly origin: string;
  /** Opens another identity over the same database, as after a restart. */
  restart(): Promise<Platform>;
  close(): Promise<void>;
}

export interface PlatformOptions {
  readonly settings?: Partial<IdentityOptions['settings']>;
  readonly mode?: IdentityOptions['mode'];
  readonly masterSecret?: string;
  readonly mayEnterTenant?: IdentityOptions['mayEnterTenant'];
  readonly tls?: Certificate;
}

/** A listening server with the identity platform alone, over a database of its own with a few tenants. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const test = await createTestDatabase();
  const database = openDatabase(test.connection, 8);
  await migrate(database);
  await insertWorld(database);
  return open(test, database, options);
}

async function open(test: TestDatabase, database: Database, options: PlatformOptions): Promise<Platform> {
  const identity = await createIdentity({
    database,
    mode: options.mode ?? 'sandbox',
    settings: { acceptLegacyAudience: true, ...options.settings },
    ...(options.masterSecret === undefined ? {} : { masterSecret: options.masterSecret }),
    ...(options.mayEnterTenant === undefined ? {} : { mayEnterTenant: options.mayEnterTenant }),
  });
  const app = Fastify({
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 500,
    },
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    ...(options.tls === undefined ? {} : { https: { key: options.tls.key, cert: options.tls.certificate } }),
  } as never) as unknown as FastifyInstance;
  // Another protocol lives at the root of the same server, with its own way to read bodies.
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(/^application\/(.+\+)?json/, { parseAs: 'string' }, (_request, body, done) =>
    done(null, JSON.parse(body as string)),
  );
  app.get('/v1/customers', async () => ({ protocol: 'partner center' }));
  await app.register(identityRoutes(identity));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const stop = async () => {
    await app.close();
    await identity.close();
  };
  return {
    database,
    identity,
    app,
    origin: options.tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    async restart() {
      await stop();
      return open(test, database, options);
    },
    async close() {
      await stop();
      await database.end();
      await test.drop();
    },
  };
}

async function insertWorld(sql: Database): Promise<void> {
  const now = new Date();
  await sql`insert into realm (created_at, seed, clock_machine, clock_realm) values (${now}, 'empty', ${now}, ${now})`;
  const passwordHash = await hash(password, { type: argon2id, memoryCost: 4096, timeCost: 2, parallelism: 1 });
  for (const [id, name, isRealm] of [
    [alpha, 'alpha', false],
    [beta, 'beta', false],
    [realm, 'realm', true],
  ] as const) {
    const domain = `${name}.onmicrosoft.com`;
    await sql`insert into tenant (id, key, display_name, cloud, country, created_at, company, default_domain, is_realm)
              values (${id}, ${name}, ${name}, 'public', 'US', ${now}, '{}', ${domain}, ${isRealm})`;
    await sql`insert into tenant_domain (tenant_id, name, is_initial, verified_at) values (${id}, ${domain}, true, ${now})`;
  }
  for (const [key, person] of Object.entries(people)) {
    await sql`
      insert into tenant_user (tenant_id, id, key, user_principal_name, display_name, given_name, password_hash, force_change_password,
                               account_enabled, totp_secret, created_at)
      values (${person.tenant}, ${person.id}, ${key}, ${person.name}, ${key}, ${key}, ${passwordHash}, ${key === 'newcomer'},
              ${key !== 'blocked'}, ${key === 'careful' ? totpSecret : null}, ${now})`;
  }
  for (const person of [people.admin, people.betaAdmin, people.operator]) {
    await sql`insert into directory_role_member (tenant_id, role_id, user_id) values (${person.tenant}, ${globalAdministrator}, ${person.id})`;
  }
  for (const [tenant, app] of [
    [alpha, alphaApp],
    [beta, betaApp],
  ] as const) {
    await sql`
      insert into application (tenant_id, client_id, display_name, redirect_uris, application_permissions, delegated_permissions, created_at)
      values (${tenant}, ${app.clientId}, 'Integration', ${['http://localhost', 'https://app.example/callback']}, ${allRoles}, ${allPermissions}, ${now})`;
    await addSecret(sql, tenant, app.clientId, app.secret);
  }
  await sql`
    insert into application (tenant_id, client_id, display_name, redirect_uris, public_client, delegated_permissions, created_at)
    values (${alpha}, ${alphaPublicApp}, 'Desktop tool', ${['http://localhost', 'tool://signed-in']}, true, ${[`${partnerCenter}/user_impersonation`]}, ${now})`;
}

export async function addSecret(
  sql: Database,
  tenantId: string,
  clientId: string,
  secret: string,
  expiresAt: Date | null = null,
): Promise<void> {
  await sql`
    insert into application_credential (tenant_id, client_id, id, kind, secret_sha256, hint, expires_at)
    values (${tenantId}, ${clientId}, ${crypto.randomUUID()}, 'secret', ${createHash('sha256').update(secret).digest()}, ${secret.slice(0, 3)}, ${expiresAt})`;
}

export async function addCertificate(
  sql: Database,
  tenantId: string,
  clientId: string,
  certificate: string,
): Promise<void> {
  await sql`
    insert into application_credential (tenant_id, client_id, id, kind, certificate)
    values (${tenantId}, ${clientId}, ${crypto.randomUUID()}, 'certificate', ${certificate})`;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the bodies are what the tests look into
  readonly body: any;
}

/** Posts a form and reads the JSON answer. */
export async function postForm(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}
