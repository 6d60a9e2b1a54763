import { randomUUID } from 'node:crypto';
import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { blocksRemoval } from '@multipartner/domain/subscription/status.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Transaction } from '../../store/database.ts';
import { findTaken, freeMpnId } from '../../store/world/find.ts';
import { lockStanding, type StandingRow, subscriptionsOfCustomer, updateStanding } from '../../store/world/partner.ts';
import { insertRows } from '../../store/world/rows.ts';
import type { CompleteCompany } from '../../world/company.ts';
import { agentGroupsOf } from '../../world/plan.ts';
import { agentGroupRows, partnerRow } from '../../world/tenant-rows.ts';
import { recordDecision } from './decision.ts';
import { deny, requireKindInCloud } from './refusal.ts';

export interface StandingChange {
  readonly kind?: PartnerKind;
  readonly programStatus?: ProgramStatus;
  readonly mpaAccepted?: boolean;
  /** A direct partner is enrolled as an indirect reseller, too, while it moves under a provider (R3). */
  readonly alsoReseller?: boolean;
  /** Only of a tenant that is being enrolled. */
  readonly mpnId?: string;
}

/** The data of a company to be enrolled, as its profiles are made from it. */
export type CompanyReader = (standing: StandingRow) => CompleteCompany;

/**
 * What the operator of the programme decides of a tenant: its kind, its status, whether it accepted the agreement. A
 * tenant that is no partner is enrolled by giving it a kind; not while it holds live subscriptions that were bought
 * through a partner (R157): no act may go on beside this one. Refusals: value-missing, value-invalid, key-taken,
 * enrolment-blocked, capability-not-in-cloud, and those of `companyOfTenant`.
 */
export async function changeStanding(
  tx: Transaction,
  tenantId: string,
  change: StandingChange,
  now: Date,
  companyOfTenant: CompanyReader,
): Promise<void> {
  const standing = await lockStanding(tx, tenantId, directoryRole.globalAdministrator);
  if (standing.isRealm)
    throw deny('value-invalid', {
      field: 'id',
      reason: "is the operator's own tenant, which takes no part in the programme",
    });
  if (change.kind !== undefined) requireKindInCloud(change.kind, standing.cloud);
  if (standing.partner === null) await enrol(tx, tenantId, standing, change, now, companyOfTenant);
  else {
    if (change.mpnId !== undefined)
      throw deny('value-invalid', {
        field: 'partner.mpnId',
        reason: 'cannot change: a location id stays with its tenant',
      });
    if (change.alsoReseller === true && (change.kind ?? standing.partner.kind) !== 'direct')
      throw deny('value-invalid', { field: 'partner.alsoReseller', reason: 'is for a direct partner' });
    await updateStanding(tx, tenantId, {
      ...(change.alsoReseller === undefined ? {} : { resellerSince: change.alsoReseller ? now : null }),
      ...(change.kind === undefined ? {} : { kind: change.kind }),
      ...(change.programStatus === undefined ? {} : { programStatus: change.programStatus }),
      ...(change.mpaAccepted === undefined || change.mpaAccepted === standing.partner.mpaAccepted
        ? {}
        : { mpaAcceptedAt: change.mpaAccepted ? now : null }),
    });
  }
  if (change.kind !== undefined) await addMissingGroups(tx, tenantId, standing, change.kind, now);
  await recordDecision(tx, {
    tenantId,
    at: now,
    customerId: null,
    resourceType: 'partner',
    operationType: standing.partner === null ? 'enrol_partner' : 'update_partner_standing',
    oldValue: standing.partner,
    newValue: change,
  });
}

async function enrol(
  tx: Transaction,
  tenantId: string,
  standing: StandingRow,
  change: StandingChange,
  now: Date,
  companyOfTenant: CompanyReader,
): Promise<void> {
  if (change.alsoReseller === true)
    throw deny('value-invalid', {
      field: 'partner.alsoReseller',
      reason: 'is for a tenant that is a direct partner already',
    });
  if (change.kind === undefined)
    throw deny('value-missing', { field: 'partner.kind', reason: 'the tenant is no partner; its kind enrols it' });
  const sold = await subscriptionsOfCustomer(tx, tenantId);
  const live = sold.filter((facts) => blocksRemoval(facts, now)).map((facts) => facts.id);
  if (live.length > 0) throw deny('enrolment-blocked', { subscriptionIds: live });
  const mpnId = change.mpnId ?? (await freeMpnId(tx));
  const taken = await findTaken(tx, { key: '', domains: [], names: [], mpnId, userIds: [] });
  if (taken.mpnId) throw deny('key-taken', { field: 'partner.mpnId', mpnId });
  const partner = {
    kind: change.kind,
    mpnId,
    programStatus: change.programStatus ?? 'active',
    mpaAccepted: change.mpaAccepted ?? true,
  } as const;
  const company = companyOfTenant(standing);
  const { displayName, defaultDomain } = standing;
  await insertRows(tx, 'partner', [partnerRow(tenantId, displayName, defaultDomain, company, partner, now)]);
}

/** The built-in groups of the kind that the tenant does not have yet; its Global administrators become admin agents. */
async function addMissingGroups(
  tx: Transaction,
  tenantId: string,
  standing: StandingRow,
  kind: PartnerKind,
  now: Date,
): Promise<void> {
  const missing = agentGroupsOf(kind).filter((group) => !standing.agentGroups.includes(group));
  const groups = agentGroupRows(standing.key, tenantId, missing, now, () => randomUUID());
  await insertRows(tx, 'security_group', groups);
  const adminAgents = groups.find((group) => group.agent_group === 'AdminAgents');
  if (adminAgents === undefined) return;
  const members = standing.globalAdministrators.map((id) => ({
    tenant_id: tenantId,
    group_id: adminAgents.id,
    member_id: id,
    member_kind: 'user' as const,
  }));
  await insertRows(tx, 'security_group_member', members);
}
