import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startSandbox } from 'multipartner';
import { partnerSoftware } from '../partner-software.js';

const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

describe('administering a customer without a person', () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(async () => {
    await sandbox.reset();
    await sandbox.setDelegatedAdminStep(0);
  });
  after(() => sandbox.stop());

  /**
   * @param {string} token
   * @param {string} path
   * @param {unknown} [body]
   */
  async function post(token, path, body) {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${path}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }

  it('asks as an application, approves as the customer, and reads as a member of the group', async () => {
    const { id: woodgrove } = sandbox.world.tenant('woodgrove');
    const support = sandbox.world.tenant('beta').groups.find(({ key }) => key === 'beta.tier1');
    assert.ok(support);
    const application = await sandbox.token({ application: 'beta' }, { audience: 'graph' });
    const customer = await sandbox.token('woodgrove.admin', { audience: 'multipartner' });
    const member = partnerSoftware({ url: sandbox.url, token: () => sandbox.token('beta.user', { mfa: true }) });
    await assert.rejects(member.people(woodgrove), { status: 403 });

    const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';
    const { id } = await post(application, relationships, {
      displayName: 'Support of Woodgrove',
      duration: 'P365D',
      customer: { tenantId: woodgrove },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: globalReader }] },
    });
    await post(application, `${relationships}/${id}/requests`, { action: 'lockForApproval' });
    await post(customer, `/multipartner/v1/delegatedAdminRelationships/${id}/approval`);
    await post(application, `${relationships}/${id}/accessAssignments`, {
      accessContainer: { accessContainerId: support.id, accessContainerType: 'securityGroup' },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: globalReader }] },
    });

    assert.ok((await member.people(woodgrove)).includes(sandbox.world.person('woodgrove.admin').userPrincipalName));

    await sandbox.clock.advance('P366D');
    await assert.rejects(member.people(woodgrove), { status: 403 });
    const mails = await sandbox.outbox({ kind: 'mail', tenant: 'woodgrove' });
    assert.ok(mails.length > 0);
  });
});
