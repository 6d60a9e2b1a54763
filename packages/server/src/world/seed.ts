import { inRealmAct } from '../store/act.ts';
import type { Database, Transaction } from '../store/database.ts';
import { createRealm, realmExists } from '../store/world/realm.ts';
import { insertRows, type WorldTable } from '../store/world/rows.ts';
import { demoAnnouncements } from './announcements.ts';
import { demoPartnerships, demoRelationships, demoTenants, operatorTenant } from './demo.ts';
import { generateCustomers } from './generated.ts';
import { fixedId } from './ids.ts';
import { addPartnership, addRelationship } from './relation-rows.ts';
import { sellDemo } from './sales.ts';
import { demoPasswordHash } from './secrets.ts';
import { addTenant, noRows, type RowOptions, type Rows } from './tenant-rows.ts';

/** What a world is made from: the demo tenants, only the operator, or the demo tenants and so many generated customers. */
export type Seed = 'demo' | 'empty' | number;

export interface SeedOptions {
  readonly seed: Seed;
  /** When the realm's clock begins; the machine's time when absent. */
  readonly startAt?: Date;
  /** When the clock begins, at every reset too. */
  readonly fixedStart?: Date;
  /** In production nobody gets a known password or secret, and there is no world but the empty one. */
  readonly mode?: 'sandbox' | 'production';
  /** The operator's address, which is his user name too; in production. */
  readonly operatorEmail?: string;
}

const day = 86_400_000;

/** Whether this database has a world. */
export const worldExists: (database: Database) => Promise<boolean> = realmExists;

/** Makes a world in an empty, migrated database, all or nothing. Answers the realm's time at that moment. */
export async function seedWorld(database: Database, options: SeedOptions): Promise<Date> {
  return inRealmAct(database, 'realm.seed', '*', (tx) => plantWorld(tx, options));
}

/** Makes a world in the transaction of a realm act; the tables are empty. */
export async function plantWorld(tx: Transaction, options: SeedOptions): Promise<Date> {
  if (options.mode === 'production' && options.seed !== 'empty') {
    throw new Error('A production realm begins empty: people of the demo world have passwords that everybody knows.');
  }
  const now = await createRealm(tx, String(options.seed), options.fixedStart ?? options.startAt, options.fixedStart);
  const rows = options.seed === 'empty' ? operatorRows(now, options) : demoRows(now, options);
  await insertAll(tx, rows);
  if (options.seed === 'empty') return now;
  await sellDemo(tx, rows, now);
  if (typeof options.seed === 'number') await generateCustomers(tx, options.seed, now);
  return now;
}

/** Tables in an order in which no row comes before what it refers to. */
const order: readonly WorldTable[] = [
  'tenant',
  'tenant_domain',
  'tenant_user',
  'directory_role_member',
  'security_group',
  'security_group_member',
  'application',
  'application_credential',
  'partner',
  'partnership',
  'reseller_relationship',
  'dap_grant',
  'agreement_attestation',
  'licence_assignment',
  'announcement',
];

/** Inserts the rows, one statement for each table. */
export async function insertAll(tx: Transaction, rows: Rows): Promise<void> {
  await Promise.all(order.map((table) => insertRows(tx, table, rows[table])));
}

function rowOptions(options: SeedOptions): RowOptions {
  const sandbox = options.mode !== 'production';
  return {
    idOf: fixedId,
    passwordHash: sandbox ? demoPasswordHash : null,
    withSamples: sandbox,
  };
}

function operatorRows(now: Date, options: SeedOptions): Rows {
  const rows = noRows();
  const [operator] = operatorTenant.users ?? [];
  const plan =
    operator === undefined || options.operatorEmail === undefined
      ? operatorTenant
      : { ...operatorTenant, users: [{ ...operator, userPrincipalName: options.operatorEmail }] };
  addTenant(rows, plan, new Date(now.getTime() - 400 * day), rowOptions(options));
  return rows;
}

function demoRows(now: Date, options: SeedOptions): Rows {
  const rows = operatorRows(now, options);
  // Tenants are older than what they agreed on; a second apart, they are listed in the order of the plan.
  for (const [index, plan] of demoTenants.entries()) {
    addTenant(rows, plan, new Date(now.getTime() - 400 * day + (index + 1) * 1000), rowOptions(options));
  }
  for (const one of demoPartnerships)
    addPartnership(rows, one.provider, one.reseller, new Date(now.getTime() - one.sinceDays * day));
  for (const one of demoRelationships)
    addRelationship(rows, one.partner, one.customer, new Date(now.getTime() - one.sinceDays * day));
  rows.announcement.push(...demoAnnouncements(now));
  return rows;
}
