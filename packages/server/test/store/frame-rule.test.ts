import { createTestDatabase, type TestDatabase } from '@multipartner/testkit/postgres.ts';
import { inAct, inRealmAct } from 'multipartner/store/act.ts';
import { ask } from 'multipartner/store/ask.ts';
import { type Database, openDatabase } from 'multipartner/store/database.ts';
import { migrate } from 'multipartner/store/migrate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const alpha = '00000000-0000-4000-8000-00000000000a';
const beta = '00000000-0000-4000-8000-00000000000b';
const woodgrove = '00000000-0000-4000-8000-0000000000c1';
const caller = { tenantId: beta, userId: null, applicationId: '00000000-0000-4000-8000-0000000000ff' };

describe('the database refuses what the declared act does not concern (R90)', () => {
  let test: TestDatabase;
  let sql: Database;

  beforeAll(async () => {
    test = await createTestDatabase();
    sql = openDatabase(test.connection, 4);
    await migrate(sql);
    const now = new Date('2026-01-01T00:00:00Z');
    await sql`insert into realm (created_at, seed, clock_machine, clock_realm) values (${now}, 'empty', ${now}, ${now})`;
    await inRealmAct(sql, 'realm.seed', '*', async (tx) => {
      for (const [id, name] of [
        [alpha, 'Alpha'],
        [beta, 'Beta'],
        [woodgrove, 'Woodgrove'],
      ] as const) {
        await tx`insert into tenant (id, display_name, cloud, country, created_at, company, default_domain)
                 values (${id}, ${name}, 'public', 'US', ${now}, '{}', ${`${name}.example`})`;
      }
      for (const [id, mpn] of [
        [alpha, '1'],
        [beta, '2'],
      ] as const) {
        await tx`insert into partner (tenant_id, kind, mpn_id, global_account_id, program_status, organization_profile, legal_profile,
                                      billing_profile, support_profile, network_profile)
                 values (${id}, 'direct', ${mpn}, ${`g${mpn}`}, 'active', '{}', '{}', '{}', '{}', '{}')`;
        await tx`insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile)
                 values (${id}, ${woodgrove}, 'reseller', 'invitation', ${now}, 'Woodgrove', 'woodgrove.example', '{}')`;
      }
    });
  });
  afterAll(async () => {
    await sql.end();
    await test.drop();
  });

  const rename = (partnerId: string) => (tx: Database | Parameters<Parameters<typeof inAct>[3]>[0]) =>
    tx`update reseller_relationship set company_name = 'Changed' where partner_id = ${partnerId} and customer_id = ${woodgrove}`;
  const act = { kind: 'customer.update', pairs: [{ customerId: woodgrove, partnerId: beta }] };

  it('lets an act change the row of its own pair', async () => {
    await inAct(sql, act, caller, (tx) => rename(beta)(tx));
    const [row] = await sql`select company_name from reseller_relationship where partner_id = ${beta}`;
    expect(row?.company_name).toBe('Changed');
  });

  it("refuses to change, insert or delete another partner's row", async () => {
    await expect(inAct(sql, act, caller, (tx) => rename(alpha)(tx))).rejects.toMatchObject({ code: 'MP001' });
    await expect(
      inAct(sql, act, caller, (tx) => tx`delete from reseller_relationship where partner_id = ${alpha}`),
    ).rejects.toMatchObject({ code: 'MP001' });
    await expect(
      inAct(
        sql,
        act,
        caller,
        (tx) =>
          tx`insert into dap_grant (partner_id, customer_id, granted_at) values (${alpha}, ${woodgrove}, ${new Date()})`,
      ),
    ).rejects.toMatchObject({ code: 'MP001' });
  });

  it('refuses to move a row into another pair', async () => {
    await expect(
      inAct(
        sql,
        act,
        caller,
        (tx) => tx`update reseller_relationship set customer_id = ${alpha} where partner_id = ${beta}`,
      ),
    ).rejects.toMatchObject({ code: 'MP001' });
  });

  it('refuses a write for which no act was declared', async () => {
    await expect(rename(beta)(sql)).rejects.toMatchObject({ code: 'MP001' });
  });

  it('takes "*" from acts of the realm only', async () => {
    await expect(
      sql.begin(async (tx) => {
        await tx`select begin_act('customer.update', ${['*']})`;
        await rename(alpha)(tx as never);
      }),
    ).rejects.toMatchObject({ code: 'MP001' });
  });

  it("answers the realm's own time, not the machine's", async () => {
    const now = await inAct(sql, act, caller, async (_tx, at) => at);
    const machine = Date.now();
    expect(Math.abs(now.getTime() - machine)).toBeLessThan(60_000);
    await sql`update realm set clock_realm = clock_realm + interval '400 days'`;
    const later = await inAct(sql, act, caller, async (_tx, at) => at);
    expect(later.getTime() - machine).toBeGreaterThan(399 * 86_400_000);
  });

  it('shows a read and an act the same clock, running and frozen', async () => {
    for (const frozen of [false, true]) {
      await sql`update realm set clock_realm = realm_now(), clock_machine = clock_timestamp(), clock_frozen = ${frozen}`;
      const before = await inAct(sql, act, caller, async (_tx, at) => at);
      const { now } = await ask(sql, caller, () => ({}));
      const after = await inAct(sql, act, caller, async (_tx, at) => at);
      expect(now.getTime()).toBeGreaterThanOrEqual(before.getTime());
      expect(now.getTime()).toBeLessThanOrEqual(after.getTime());
    }
  });
});
