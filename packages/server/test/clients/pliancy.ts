import type { AxiosInstance } from 'axios';
import axios from 'axios';
import { decodeJwt } from 'jose';
import { graph, type HardWired, login, partnerCenter } from './hard-wired.ts';

type Json = Record<string, unknown>;

/**
 * A client as small integrations have one: axios with hard-wired hosts, no paging, a token that is looked into for its
 * end, and a second try with a new token after a 401. What it sends is what the published Node client was seen to send.
 */
export async function integration(
  wired: HardWired,
  how: { readonly tenant: string; readonly clientId: string; readonly secret: string; readonly refreshToken?: string },
) {
  let tokens = 0;
  async function token(scope: string, host: string): Promise<string> {
    tokens += 1;
    const form = {
      client_id: how.clientId,
      client_secret: how.secret,
      scope,
      ...(how.refreshToken === undefined
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: how.refreshToken }),
    };
    const { data } = await axios.post(`${host}/${how.tenant}/oauth2/v2.0/token`, new URLSearchParams(form).toString(), {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      httpsAgent: wired.agent,
      proxy: false,
    });
    return data.access_token;
  }

  function client(baseURL: string, scope: string): AxiosInstance {
    const made = axios.create({ baseURL, httpsAgent: wired.agent, proxy: false, timeout: 20_000 });
    let held: string | undefined;
    made.interceptors.request.use(async (request) => {
      if (held === undefined || (decodeJwt(held).exp ?? 0) * 1000 < Date.now()) held = await token(scope, login);
      request.headers.authorization = `Bearer ${held}`;
      return request;
    });
    return made;
  }

  const api = client(`${partnerCenter}/v1/`, `${partnerCenter}/.default`);
  const directory = client(`${graph}/v1.0/`, `${graph}/.default`);
  const items = async (path: string) => (await api.get(path)).data.items;
  return {
    /** How many tokens it asked for. */
    tokens: () => tokens,
    customers: (): Promise<Json[]> => items('customers'),
    customer: async (id: string) => (await api.get(`customers/${id}`)).data,
    subscriptions: (id: string) => items(`customers/${id}/subscriptions`),
    async changeSeats(id: string, subscriptionId: string, quantity: number) {
      const path = `customers/${id}/subscriptions/${subscriptionId}`;
      const { data } = await api.get(path);
      return (await api.patch(path, { ...data, quantity })).data;
    },
    /** Buys a product by its id alone: its first SKU, and of that the availability for the customer. */
    async orderByProduct(id: string, productId: string, line: Json) {
      const skus = await items(`customers/${id}/products/${productId}/skus`);
      const [availability] = await items(`customers/${id}/products/${productId}/skus/${skus[0].id}/availabilities`);
      const lineItems = [{ lineItemNumber: 0, offerId: availability.catalogItemId, ...line }];
      return (await api.post(`customers/${id}/orders`, { billingCycle: 'monthly', lineItems })).data;
    },
    addUser: async (id: string, user: Json) => (await api.post(`customers/${id}/users`, user)).data,
    users: (id: string) => items(`customers/${id}/users`),
    setUserPassword: async (id: string, userId: string, password: string) =>
      (
        await api.patch(`customers/${id}/users/${userId}`, {
          passwordProfile: { password, forceChangePassword: false },
          attributes: { objectType: 'CustomerUser' },
        })
      ).data,
    skus: (id: string) => items(`customers/${id}/subscribedskus`),
    licenses: (id: string, userId: string) => items(`customers/${id}/users/${userId}/licenses`),
    assign: async (id: string, userId: string, skuId: string) =>
      (
        await api.post(`customers/${id}/users/${userId}/licenseupdates`, {
          licensesToAssign: [{ skuId, excludedPlans: null }],
          licensesToRemove: null,
          licenseWarnings: null,
          attributes: { objectType: 'LicenseUpdate' },
        })
      ).data,
    createRelationship: async (body: Json) =>
      (await directory.post('tenantRelationships/delegatedAdminRelationships', body)).data,
    lockForApproval: async (id: string) =>
      (
        await directory.post(`tenantRelationships/delegatedAdminRelationships/${id}/requests`, {
          action: 'lockForApproval',
        })
      ).data,
    /** The filter is encoded before it is put into the address, where axios leaves it alone. */
    relationshipsOf: async (tenantId: string) =>
      (
        await directory.get(
          `tenantRelationships/delegatedAdminRelationships?$filter=${encodeURIComponent(`customer/tenantId eq '${tenantId}'`)}`,
        )
      ).data.value,
    /** Encoded, and then once more as a parameter. */
    relationshipsTwiceEncoded: async (tenantId: string) =>
      (
        await directory.get('tenantRelationships/delegatedAdminRelationships', {
          params: { $filter: encodeURIComponent(`customer/tenantId eq '${tenantId}'`) },
        })
      ).data.value,
  };
}
