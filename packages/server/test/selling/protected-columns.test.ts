import { createTestDatabase, type TestDatabase } from '@multipartner/testkit/postgres.ts';
import { inAct, inRealmAct } from 'multipartner/store/act.ts';
import { type Database, openDatabase, type Transaction } from 'multipartner/store/database.ts';
import { migrate } from 'multipartner/store/migrate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const alpha = '00000000-0000-4000-8000-00000000000a';
const beta = '00000000-0000-4000-8000-00000000000b';
const woodgrove = '00000000-0000-4000-8000-0000000000c1';
const sold = '00000000-0000-4000-8000-0000000005a1';
const now = new Date('2026-01-01T00:00:00Z');
const callerOf = (tenantId: string) => ({
  tenantId,
  userId: null,
  applicationId: '00000000-0000-4000-8000-0000000000ff',
});

/** Runs a statement as an act of the partner, of the given kind, at Woodgrove. */
const actAs = (sql: Database, partnerId: string, kind: string, write: (tx: Transaction) => PromiseLike<unknown>) =>
  inAct(sql, { kind, pairs: [{ customerId: woodgrove, partnerId }] }, callerOf(partnerId), async (tx) => {
    await write(tx);
  });

const insertSubscription = (tx: Transaction, partnerId: string, id: string) => tx`
  insert into subscription (partner_id, customer_id, id, order_id, line_number, product_id, sku_id, availability_id, offer_name, friendly_name,
      commerce, quantity, batches, created_at, started_at, term_duration, term_started_at, term_ends_at, billing_cycle, auto_renew, currency)
  values (${partnerId}, ${woodgrove}, ${id}, 'abcdef012345', 0, 'P', 'S', 'A', 'Offer', 'Offer', 'new_commerce', 5, '[]', ${now}, ${now},
          'P1Y', ${now}, ${new Date('2027-01-01T00:00:00Z')}, 'monthly', true, 'USD')`;

describe('the protected columns of a subscription (R90, R92, R94)', () => {
  let test: TestDatabase;
  let sql: Database;

  beforeAll(async () => {
    test = await createTestDatabase();
    sql = openDatabase(test.connection, 4);
    await migrate(sql);
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
      }
      for (const partner of [alpha, beta]) {
        await tx`insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile)
                 values (${partner}, ${woodgrove}, 'reseller', 'invitation', ${now}, 'Woodgrove', 'woodgrove.example', '{}')`;
      }
      await insertSubscription(tx, alpha, sold);
    });
  });
  afterAll(async () => {
    await sql.end();
    await test.drop();
  });

  it("refuses to write another partner's subscription, whatever the code above believes", async () => {
    const write = (tx: Transaction) => tx`update subscription set quantity = 1 where id = ${sold}`;
    await expect(actAs(sql, beta, 'subscription.change', write)).rejects.toMatchObject({ code: 'MP001' });
    await expect(
      actAs(sql, beta, 'order.create', (tx) => insertSubscription(tx, alpha, crypto.randomUUID())),
    ).rejects.toMatchObject({ code: 'MP001' });
    await expect(
      actAs(sql, beta, 'order.create', (tx) => tx`delete from subscription where id = ${sold}`),
    ).rejects.toMatchObject({ code: 'MP001' });
  });

  it('refuses to make another partner the transacting one', async () => {
    const both = [alpha, beta].map((partnerId) => ({ customerId: woodgrove, partnerId }));
    const steal = inAct(
      sql,
      { kind: 'subscription.change', pairs: both },
      callerOf(beta),
      (tx) => tx`update subscription set partner_id = ${beta} where id = ${sold}`,
    );
    await expect(steal).rejects.toMatchObject({ code: 'MP002' });
  });

  it('lets only a change of the partner itself set the partner of record', async () => {
    const write = (tx: Transaction) => tx`update subscription set partner_on_record = '5000111' where id = ${sold}`;
    for (const kind of [
      'order.create',
      'cart.checkout',
      'relationship.remove',
      'subscription.setSupportContact',
      'order.change',
    ]) {
      await expect(actAs(sql, alpha, kind, write), kind).rejects.toMatchObject({ code: 'MP002' });
    }
    await expect(inRealmAct(sql, 'realm.due.subscription', '*', (tx) => write(tx))).rejects.toMatchObject({
      code: 'MP002',
    });
    await actAs(sql, alpha, 'subscription.change', write);
    const [row] = await sql`select partner_on_record from subscription where id = ${sold}`;
    expect(row?.partner_on_record).toBe('5000111');
  });

  it('never lets what was bought, for which price and when, change at all', async () => {
    const columns = {
      product_id: 'Q',
      sku_id: 'Q',
      availability_id: 'Q',
      offer_name: 'Q',
      order_id: 'Q',
      currency: 'EUR',
      is_trial: true,
      started_at: new Date(0),
      agreement_id: alpha,
    };
    for (const [column, value] of Object.entries(columns)) {
      for (const kind of ['subscription.change', 'order.change', 'order.create']) {
        const write = (tx: Transaction) =>
          tx`update subscription set ${tx({ [column]: value } as never)} where id = ${sold}`;
        await expect(actAs(sql, alpha, kind, write), `${column} by ${kind}`).rejects.toMatchObject({ code: 'MP002' });
      }
    }
  });

  it('lets only buying make a subscription', async () => {
    const buy = (tx: Transaction) => insertSubscription(tx, alpha, crypto.randomUUID());
    await expect(actAs(sql, alpha, 'subscription.change', buy)).rejects.toMatchObject({ code: 'MP002' });
    await expect(actAs(sql, alpha, 'relationship.accept', buy)).rejects.toMatchObject({ code: 'MP002' });
    await actAs(sql, alpha, 'order.create', buy);
  });

  it('names what was refused', async () => {
    const write = (tx: Transaction) => tx`update subscription set offer_name = 'Other' where id = ${sold}`;
    await expect(actAs(sql, alpha, 'subscription.change', write)).rejects.toThrow(
      'the act subscription.change may not change offer_name of subscription',
    );
  });
});
