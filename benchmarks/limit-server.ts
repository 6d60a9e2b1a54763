import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { Database } from 'multipartner/store/database.ts';

/**
 * The limit: node:http and the same driver, one hand-written statement and one JSON answer for a request; no validation,
 * no authorization, no audit. It answers the same members as the product, so the ratio is the price of all the rest.
 */
export interface LimitServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface LimitOptions {
  readonly database: Database;
  readonly partnerId: string;
  /** The key that signs its tokens: RSA 2048, as the product's. */
  readonly signingKey: JWK;
}

export async function startLimitServer({ database, partnerId, signingKey }: LimitOptions): Promise<LimitServer> {
  const key = await importJWK(signingKey, 'RS256');
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      response.writeHead(500).end(error.message);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url as string;
    const parts = url.split('?')[0]?.split('/') ?? [];
    if (request.method === 'POST')
      return parts[1] === 'orders' ? order(response, parts[2] as string) : token(response, await bodyOf(request));
    if (parts[1] === 'customers' && parts[2] === undefined) return send(response, await customers(url));
    if (parts[1] === 'customers') return send(response, await customer(parts[2] as string));
    return send(response, await subscription(parts[2] as string, parts[3] as string));
  }

  async function customer(id: string): Promise<unknown> {
    const [row] = await database`
      select r.customer_id as id, r.domain, r.company_name, r.type, r.billing_profile, r.version, t.company, t.country,
             array(select d.name from tenant_domain d where d.tenant_id = t.id) as domains,
             exists (select from dap_grant d where d.partner_id = r.partner_id and d.customer_id = r.customer_id and d.ended_at is null) as dap
        from reseller_relationship r join tenant t on t.id = r.customer_id
       where r.partner_id = ${partnerId} and r.customer_id = ${id} and r.ended_at is null`;
    const profile = row?.billing_profile as Record<string, unknown>;
    return {
      id: row?.id,
      commerceId: row?.id,
      companyProfile: {
        tenantId: row?.id,
        domain: row?.domain,
        companyName: row?.company_name,
        address: (row?.company as Record<string, unknown>)?.address,
        email: (row?.company as Record<string, unknown>)?.email,
        links: { self: link(`/customers/${id}/profiles/company`) },
        attributes: { objectType: 'CustomerCompanyProfile' },
      },
      billingProfile: {
        ...profile,
        links: { self: link(`/customers/${id}/profiles/billing`) },
        attributes: { etag: String(row?.version), objectType: 'CustomerBillingProfile' },
      },
      relationshipToPartner: row?.type,
      allowDelegatedAccess: row?.dap,
      customDomains: row?.domains,
      links: { self: link(`/customers/${id}`) },
      attributes: { objectType: 'Customer' },
    };
  }

  async function customers(url: string): Promise<unknown> {
    const size = Number(new URL(url, 'http://limit').searchParams.get('size') ?? 100);
    const rows = await database`
      select r.customer_id as id, r.company_name, r.domain, r.type, p.customer_count
        from reseller_relationship r join partner p on p.tenant_id = r.partner_id
       where r.partner_id = ${partnerId} and r.ended_at is null
       order by lower(r.company_name) collate "C", r.customer_id limit ${size}`;
    return {
      totalCount: rows[0]?.customer_count,
      items: rows.map((row) => ({
        id: row.id,
        companyProfile: {
          tenantId: row.id,
          domain: row.domain,
          companyName: row.company_name,
          attributes: { objectType: 'CustomerCompanyProfile' },
        },
        relationshipToPartner: row.type,
        links: { self: link(`/customers/${row.id}`) },
        attributes: { objectType: 'Customer' },
      })),
      links: { self: link(`/customers?size=${size}`) },
      attributes: { objectType: 'Collection' },
    };
  }

  async function subscription(customerId: string, id: string): Promise<unknown> {
    const [s] =
      await database`select * from subscription where partner_id = ${partnerId} and customer_id = ${customerId} and id = ${id}`;
    return {
      id: s?.id,
      offerId: `${s?.product_id}:${s?.sku_id}:${s?.availability_id}`,
      offerName: s?.offer_name,
      friendlyName: s?.friendly_name,
      quantity: s?.quantity,
      unitType: 'Licenses',
      creationDate: s?.created_at,
      effectiveStartDate: s?.started_at,
      commitmentEndDate: s?.term_ends_at,
      status: 'active',
      autoRenewEnabled: s?.auto_renew,
      billingType: 'license',
      billingCycle: s?.billing_cycle,
      termDuration: s?.term_duration,
      contractType: 'subscription',
      orderId: s?.order_id,
      links: { self: link(`/customers/${customerId}/subscriptions/${id}`) },
      attributes: { etag: String(s?.version), objectType: 'Subscription' },
    };
  }

  /** One durable insert of an order and its subscription, in one statement. */
  async function order(response: ServerResponse, customerId: string): Promise<void> {
    const id = randomUUID();
    const orderId = id.replaceAll('-', '').slice(0, 12);
    const lines = [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1, subscriptionId: id }];
    await database`
      with act as (
        select set_config('multipartner.act_kind', 'order.create', true), set_config('multipartner.act_pairs', ${`,${customerId}:${partnerId},`}, true)
      ), made as (
        insert into customer_order (partner_id, customer_id, id, created_at, billing_cycle, currency, status, lines)
        select ${partnerId}, ${customerId}, ${orderId}, realm_now(), 'monthly', 'USD', 'completed', ${database.json(lines)} from act
      )
      insert into subscription (partner_id, customer_id, id, order_id, line_number, product_id, sku_id, availability_id, offer_name, friendly_name,
                                commerce, quantity, batches, created_at, started_at, term_duration, term_started_at, term_ends_at, billing_cycle, auto_renew, currency)
      select ${partnerId}, ${customerId}, ${id}, ${orderId}, 0, 'CFQ7TTC0LH18', '0001', 'CFQ7TTC0K971', 'Microsoft 365 Business Basic',
             'Microsoft 365 Business Basic', 'new_commerce', 1, '[]', realm_now(), realm_now(), 'P1Y', realm_now(), realm_now() + interval '1 year',
             'monthly', true, 'USD' from act`;
    send(response, {
      id: orderId,
      referenceCustomerId: customerId,
      billingCycle: 'monthly',
      currencyCode: 'USD',
      lineItems: lines,
      status: 'completed',
      attributes: { objectType: 'Order' },
    });
  }

  /** A bare jose endpoint with the look-ups that a client needs: its tenant, its application, its secret. */
  async function token(response: ServerResponse, body: string): Promise<void> {
    const form = new URLSearchParams(body);
    const [row] = await database`
      select a.tenant_id, c.secret_sha256 from application a join tenant t on t.id = a.tenant_id
        join application_credential c on c.client_id = a.client_id and c.kind = 'secret'
       where a.client_id = ${form.get('client_id')}`;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      tid: row?.tenant_id,
      appid: form.get('client_id'),
      idtyp: 'app',
      ver: '2.0',
      aud: 'https://api.partnercenter.microsoft.com',
      iat: now,
      nbf: now,
      exp: now + 3599,
    };
    const signed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signingKey.kid as string })
      .sign(key);
    send(response, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: signed });
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function link(uri: string) {
  return { uri, method: 'GET', headers: [] };
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk: string) => {
        text += chunk;
      })
      .on('end', () => resolve(text))
      .on('error', reject);
  });
}
