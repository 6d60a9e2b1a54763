import { forgetUses } from '../../store/administration-use.ts';
import { forgetApiRequests } from '../../store/api-request.ts';
import type { Transaction } from '../../store/database.ts';
import { inExclusiveAct } from '../../store/world/clock.ts';
import { worldSeed } from '../../store/world/realm.ts';
import { listSnapshots, restoreSnapshot, takeSnapshot } from '../../store/world/snapshot.ts';
import { emptyWorld, isLockTimeout, worldTables } from '../../store/world/tables.ts';
import { describeWorld, type World } from '../../world/index.ts';
import { plantWorld, type Seed } from '../../world/seed.ts';
import { deny, type Sandbox } from './sandbox.ts';

/** The world as it now is. */
export function readWorld({ realm }: Sandbox): Promise<World> {
  return describeWorld(realm.database, realm.mode);
}

/** Replaces the world by a fresh one, made from the seed given, or else from the one it was made from. */
export async function resetWorld(sandbox: Sandbox, seed: Seed | undefined): Promise<World> {
  await patiently(sandbox, async (tx) => {
    const before = await worldSeed(tx);
    await emptyWorld(tx, await worldTables(tx));
    await plantWorld(tx, {
      seed: seed ?? seedOf(before.seed),
      mode: sandbox.realm.mode,
      ...(before.fixedStart === null ? {} : { fixedStart: before.fixedStart }),
    });
  });
  forgetUses(sandbox.realm.database);
  forgetApiRequests(sandbox.realm.database);
  sandbox.clock.wake();
  return readWorld(sandbox);
}

const seedOf = (text: string): Seed => (text === 'demo' || text === 'empty' ? text : Number(text));

/** Keeps the world as it is under a name; one of the same name is replaced. */
export async function snapshotWorld({ realm }: Sandbox, name: string): Promise<void> {
  await inExclusiveAct(realm.database, 'realm.snapshot', (tx) => takeSnapshot(tx, name));
}

export function snapshotNames({ realm }: Sandbox): Promise<string[]> {
  return listSnapshots(realm.database);
}

/** Puts the world back as it was when the snapshot was taken, its clock too. Refusals: not-found. */
export async function restoreWorld(sandbox: Sandbox, name: string): Promise<World> {
  const restored = await patiently(sandbox, (tx) => restoreSnapshot(tx, name));
  if (!restored) throw deny('not-found', { kind: 'snapshot', id: name });
  forgetUses(sandbox.realm.database);
  forgetApiRequests(sandbox.realm.database);
  sandbox.clock.wake();
  return readWorld(sandbox);
}

/** Begins again when readers kept it from having all tables at once, for some seconds at most. */
async function patiently<T>({ realm }: Sandbox, body: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inExclusiveAct(realm.database, 'realm.seed', body);
    } catch (error) {
      if (!isLockTimeout(error) || attempt === 50) throw error;
    }
  }
}
