// Stands for the software under test: it knows an address, and how to get a token, and nothing of Multipartner.

/**
 * @param {{ url: string, token: () => Promise<string> }} partnerCenter
 */
export function partnerSoftware({ url, token }) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async function call(method, path, body) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // A service that is busy answers without a body.
    const text = await response.text();
    const answer = text === '' ? {} : JSON.parse(text);
    if (!response.ok)
      throw Object.assign(new Error(answer.description), { status: response.status, code: answer.code });
    return answer;
  }

  return {
    /** Names of all customers. */
    async customerNames() {
      const { items } = await call('GET', '/v1/customers');
      return items.map(
        (/** @type {{ companyProfile: { companyName: string } }} */ one) => one.companyProfile.companyName,
      );
    },
    /** What a customer has from this partner. @param {string} customerId */
    async subscriptions(customerId) {
      const { items } = await call('GET', `/v1/customers/${customerId}/subscriptions`);
      return items;
    },
    /** @param {string} customerId @param {string} subscriptionId @param {number} quantity */
    async changeSeats(customerId, subscriptionId, quantity) {
      const path = `/v1/customers/${customerId}/subscriptions/${subscriptionId}`;
      const subscription = await call('GET', path);
      return call('PATCH', path, { ...subscription, quantity });
    },
    /** Names of a customer's people, which takes a right to administer it. @param {string} customerId */
    async people(customerId) {
      const { items } = await call('GET', `/v1/customers/${customerId}/users`);
      return items.map((/** @type {{ userPrincipalName: string }} */ one) => one.userPrincipalName);
    },
  };
}
