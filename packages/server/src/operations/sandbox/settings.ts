import { readRealmSettings, writeRealmSettings } from '../../store/world/realm.ts';
import type { Sandbox } from './sandbox.ts';

/** What of the realm can be set while it runs; kept with the world. */
export interface SandboxSettings {
  /** How long a step of an asynchronous change of granular administration takes, in seconds of the realm's time. */
  readonly delegatedAdminStepSeconds: number;
  /** Whether partners transfer licences of new commerce to each other, as they do since 2024 (R189, R190). */
  readonly newCommerceTransfers: boolean;
}

const standard = 1;

export async function readSettings({ realm }: Sandbox): Promise<SandboxSettings> {
  const { delegatedAdminStepMs, newCommerceTransfers } = await readRealmSettings(realm.database);
  return {
    delegatedAdminStepSeconds: delegatedAdminStepMs === null ? standard : delegatedAdminStepMs / 1000,
    newCommerceTransfers: newCommerceTransfers ?? false,
  };
}

/** Changes what is given. Steps under way keep the times they were given. */
export async function changeSettings(sandbox: Sandbox, change: Partial<SandboxSettings>): Promise<SandboxSettings> {
  const { delegatedAdminStepSeconds: seconds, newCommerceTransfers } = change;
  await writeRealmSettings(sandbox.realm.database, {
    ...(seconds === undefined ? {} : { delegatedAdminStepMs: Math.round(seconds * 1000) }),
    ...(newCommerceTransfers === undefined ? {} : { newCommerceTransfers }),
  });
  return readSettings(sandbox);
}
