import type { Actor } from '@multipartner/domain/access/actor.ts';
import { permits } from '@multipartner/domain/access/permission.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isShaped, type ListQuery } from '../../store/condition.ts';
import {
  type ContractPage,
  type ContractRow,
  contractOfPartner,
  contractsOfPartner,
} from '../../store/directory/contracts.ts';
import { readDirectory } from './read.ts';

export type { ContractRow } from '../../store/directory/contracts.ts';

/** Who may see the customers of his partner (R53); a tenant that is no partner has none. */
const mayList = (actor: Actor) => (actor.partner === null ? null : permits('customer.list', actor));

/** One contract for each customer of the partner. Refusals: role-not-sufficient. */
export const listContracts = readDirectory<ListQuery, { page: ContractPage }, ContractPage>({
  inside: null,
  shaped: isShaped,
  load: (sql, tenantId, query) => ({ page: contractsOfPartner(sql, { partnerId: tenantId }, query) }),
  answer: ({ actor, facts }) => mayList(actor) ?? facts.page,
});

/** Refusals: not-found, role-not-sufficient. */
export const getContract = readDirectory<
  { readonly contractId: string },
  { contract: ContractRow | null },
  ContractRow
>({
  inside: null,
  load: (sql, tenantId, { contractId }) => ({ contract: contractOfPartner(sql, { partnerId: tenantId }, contractId) }),
  answer: ({ actor, facts }, { contractId }) =>
    mayList(actor) ?? facts.contract ?? refuse('not-found', { kind: 'contract', id: contractId }),
});
