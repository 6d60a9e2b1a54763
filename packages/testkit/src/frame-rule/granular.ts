import { randomUUID } from 'node:crypto';
import type { Answer } from '../calls.ts';
import type { TestServer } from '../server.ts';
import { type GranularAct, type PartnerKey, partners } from './acts.ts';

const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const nothing: Answer = { status: 204, headers: new Headers(), body: null };
const any = { 'if-match': '*' };

const unified = (...ids: readonly string[]) => ({
  unifiedRoles: ids.map((roleDefinitionId) => ({ roleDefinitionId })),
});

interface Wire {
  readonly id: string;
  readonly status: string;
  readonly accessDetails: ReturnType<typeof unified>;
}

/** An act of granular administration, by an admin agent of the partner or an administrator of the customer. */
export async function performGranular(server: TestServer, act: GranularAct): Promise<Answer> {
  const customerId = server.tenant(act.customer).id;
  const agent = (method: string, path: string, body?: unknown) =>
    server.call(`${act.partner}.admin`, method, `${relationships}${path}`, body, any);
  if (act.do === 'gdap-draft') return begin(server, act, agent);
  const of = `customer/tenantId eq '${customerId}'`;
  const mine = (filter: string) => pickOf(server, act.partner, '', filter, act.pick);
  const byCustomer = (one: Wire | null, method: string, path: string, body: unknown) =>
    one === null
      ? nothing
      : server.call(
          `${act.customer}.admin`,
          method,
          `/multipartner/v1/delegatedAdminRelationships/${one.id}${path}`,
          body,
        );
  switch (act.do) {
    case 'gdap-rename': {
      const one = await mine(of);
      return one === null ? nothing : agent('PATCH', `/${one.id}`, { displayName: `Renamed ${randomUUID()}` });
    }
    case 'gdap-lock': {
      // Who is not named is no customer's yet; of whoever is named the lock is that customer's pair.
      const one = await mine(`status eq 'created' and (${of} or customer/tenantId eq null)`);
      return one === null ? nothing : agent('POST', `/${one.id}/requests`, { action: 'lockForApproval' });
    }
    case 'gdap-assign': {
      const one = await mine(of);
      const group = server.tenant(act.partner).groups[act.pick % server.tenant(act.partner).groups.length];
      if (one === null || group === undefined) return nothing;
      const accessContainer = { accessContainerId: group.id, accessContainerType: 'securityGroup' };
      const { unifiedRoles } = one.accessDetails;
      const roles = unifiedRoles.slice(act.pick % unifiedRoles.length);
      return agent('POST', `/${one.id}/accessAssignments`, { accessContainer, accessDetails: { unifiedRoles: roles } });
    }
    case 'gdap-reassign':
    case 'gdap-unassign': {
      const one = await mine(of);
      const assigned =
        one && (await pickOf(server, act.partner, `/${one.id}/accessAssignments`, "status ne 'deleted'", act.pick));
      if (!assigned) return nothing;
      const path = `/${one.id}/accessAssignments/${assigned.id}`;
      if (act.do === 'gdap-unassign') return agent('DELETE', path);
      return agent('PATCH', path, { accessDetails: unified(act.pick % 2 ? userAdministrator : globalReader) });
    }
    case 'gdap-extend': {
      const one = await mine(of);
      return one === null
        ? nothing
        : agent('PATCH', `/${one.id}`, { autoExtendDuration: act.pick % 3 ? 'P180D' : 'PT0S' });
    }
    case 'gdap-drop-global-administrator': {
      const one = await mine(`${of} and status eq 'active'`);
      return one === null
        ? nothing
        : agent('PATCH', `/${one.id}`, { accessDetails: unified(globalReader, userAdministrator) });
    }
    case 'gdap-terminate': {
      const one = await mine(of);
      return one === null ? nothing : agent('POST', `/${one.id}/requests`, { action: 'terminate' });
    }
    case 'gdap-discard': {
      const one = await mine(of);
      return one === null ? nothing : agent('DELETE', `/${one.id}`);
    }
    case 'gdap-foreign': {
      const victim = partners[
        (partners.indexOf(act.partner) + 1 + (act.pick % (partners.length - 1))) % partners.length
      ] as PartnerKey;
      const one = await pickOf(server, victim, '', of, act.pick);
      if (one === null) return nothing;
      const ways = [
        () => agent('POST', `/${one.id}/requests`, { action: 'terminate' }),
        () => agent('PATCH', `/${one.id}`, { autoExtendDuration: 'P180D' }),
        () => agent('DELETE', `/${one.id}`),
      ];
      return (ways[act.pick % ways.length] as () => Promise<Answer>)();
    }
    case 'customer-approves-gdap':
      return byCustomer(
        await mine(`status eq 'approvalPending' and (${of} or customer/tenantId eq null)`),
        'POST',
        '/approval',
        {},
      );
    case 'customer-extends-gdap':
      return byCustomer(await mine(of), 'PATCH', '', { autoExtendDuration: act.pick % 3 ? 'P180D' : 'PT0S' });
    case 'customer-terminates-gdap':
      return byCustomer(await mine(of), 'POST', '/termination', {});
  }
}

/** Makes a relationship and takes it as far as the act says; answers the last step, or the first that was refused. */
async function begin(
  server: TestServer,
  act: Extract<GranularAct, { do: 'gdap-draft' }>,
  agent: (method: string, path: string, body?: unknown) => Promise<Answer>,
): Promise<Answer> {
  const roles = act.extend ? [globalReader, userAdministrator] : [globalAdministrator, globalReader, userAdministrator];
  const made = await agent('POST', '', {
    displayName: `Act ${randomUUID()}`,
    duration: `P${act.days}D`,
    accessDetails: unified(...roles),
    autoExtendDuration: act.extend ? 'P180D' : 'PT0S',
    ...(act.named ? { customer: { tenantId: server.tenant(act.customer).id } } : {}),
  });
  const { id } = made.body;
  const group = server.tenant(act.partner).groups.find(({ key }) => key.endsWith('.tier1'));
  const steps = [
    () => agent('POST', `/${id}/requests`, { action: 'lockForApproval' }),
    () =>
      server.call(`${act.customer}.admin`, 'POST', `/multipartner/v1/delegatedAdminRelationships/${id}/approval`, {}),
    () =>
      agent('POST', `/${id}/accessAssignments`, {
        accessContainer: { accessContainerId: group?.id, accessContainerType: 'securityGroup' },
        accessDetails: unified(globalReader),
      }),
  ];
  let last = made;
  for (const step of steps.slice(0, ['created', 'locked', 'approved', 'assigned'].indexOf(act.until))) {
    if (last.status >= 400) break;
    last = await step();
  }
  // What was made before a refusal is there: the act took place.
  return last.status >= 400 && last !== made ? { ...last, status: 200 } : last;
}

/** One of a partner's own that meet the condition; null when there is none. */
async function pickOf(
  server: TestServer,
  partner: PartnerKey,
  path: string,
  filter: string,
  pick: number,
): Promise<Wire | null> {
  const query = `$filter=${encodeURIComponent(filter)}`;
  const list = await server.call<{ value: Wire[] }>(`${partner}.admin`, 'GET', `${relationships}${path}?${query}`);
  if (list.status !== 200) return null;
  return list.body.value[pick % Math.max(1, list.body.value.length)] ?? null;
}
