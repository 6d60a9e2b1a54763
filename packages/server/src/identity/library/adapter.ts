import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider';
import type { Database } from '../../store/database.ts';
import {
  consumeArtifact,
  type FoundArtifact,
  findArtifact,
  removeArtifact,
  revokeGrant,
  saveArtifact,
} from '../../store/identity/artifacts.ts';
import { AadError } from '../errors.ts';
import { contextOf, effectiveTenantId } from './context.ts';

/** Bound to the tenant they were issued for: at another one they do not exist. */
const boundToTenant = new Set(['AuthorizationCode', 'DeviceCode']);
/** Carry a tenant; a sign-in does not, it is good at all of them. A refresh token may cross, where its person may enter. */
const carriesTenant = new Set([...boundToTenant, 'RefreshToken']);
/** Their ids are secrets of the client, so only a digest is stored. */
const secretIds = new Set(['AuthorizationCode', 'RefreshToken']);

/** Under which id an artifact is stored. */
export function storedIdOf(kind: string, id: string): string {
  return secretIds.has(kind) ? createHash('sha256').update(id).digest('base64url') : id;
}

/** The library's storage over one table; codes and tokens carry the tenant of the request that made them. */
export function artifactAdapter(database: Database, kind: string): Adapter {
  const storedId = (id: string) => storedIdOf(kind, id);

  function reveal(found: FoundArtifact | null, id?: string): AdapterPayload | undefined {
    if (found === null) return undefined;
    const context = contextOf(Provider.ctx);
    if (context !== undefined && found.tenantId !== null) {
      const asked = context.tenant?.id;
      if (asked !== undefined && asked !== found.tenantId && boundToTenant.has(kind)) return undefined;
      if (asked === undefined) context.boundTenantId = found.tenantId;
    }
    const consumed = found.consumedAt === null ? {} : { consumed: Math.floor(found.consumedAt.getTime() / 1000) };
    return { ...found.payload, jti: id ?? found.id, ...consumed } as AdapterPayload;
  }

  return {
    async upsert(id, payload, expiresIn) {
      const { jti: _jti, consumed: _consumed, ...rest } = payload;
      const context = contextOf(Provider.ctx);
      await saveArtifact(database, {
        kind,
        id: storedId(id),
        tenantId: (context === undefined || !carriesTenant.has(kind) ? undefined : effectiveTenantId(context)) ?? null,
        grantId: payload.grantId ?? null,
        uid: payload.uid ?? null,
        userCode: payload.userCode ?? null,
        payload: rest,
        expiresAt: expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000),
      });
    },
    find: async (id) => reveal(await findArtifact(database, kind, { id: storedId(id) }), id),
    findByUid: async (uid) => reveal(await findArtifact(database, kind, { uid })),
    findByUserCode: async (userCode) => reveal(await findArtifact(database, kind, { userCode })),
    async consume(id) {
      if (await consumeArtifact(database, kind, storedId(id), new Date())) return;
      // Another request used it in this very moment: the family cannot be trusted any more.
      const found = await findArtifact(database, kind, { id: storedId(id) });
      const grantId = found?.payload.grantId;
      if (typeof grantId === 'string') await revokeGrant(database, grantId);
      throw new AadError(kind === 'AuthorizationCode' ? 54005 : kind === 'DeviceCode' ? 70018 : 70000, {
        reason: 'it was used before',
      });
    },
    destroy: (id) => removeArtifact(database, kind, storedId(id)),
    revokeByGrantId: (grantId) => revokeGrant(database, grantId, kind),
  };
}
