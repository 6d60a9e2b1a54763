import { refuse } from '@multipartner/domain/refusal.ts';
import { eligibilityOf } from '@multipartner/domain/transfer/eligibility.ts';
import { permitsTransfer, type TransferKind, transfersExist } from '@multipartner/domain/transfer/kind.ts';
import { isRelated } from '../../store/order.ts';
import {
  type NamedTransferRow,
  newCommerceTransfers,
  transferOfPartner,
  transfersOfCustomer,
  transfersOfPartner,
} from '../../store/transfer.ts';
import { type CandidatesRow, transferCandidates } from '../../store/transfer-parties.ts';
import { read } from '../operation.ts';
import { candidatesOf, enabledTransfers } from './facts.ts';
import { type TransferView, transferViewOf } from './view.ts';

interface AtCustomer {
  readonly customerId: string;
}
type One = AtCustomer & { readonly transferId: string };

/** The transfers at a customer in which the caller gives or takes, newest first; nobody else's (R97). Refusals: no-relationship. */
export const listTransfers = read<AtCustomer, { related: boolean; list: NamedTransferRow[] }, TransferView[]>({
  permission: 'transfer.read',
  load: (sql, caller, { customerId }) => {
    const side = { partnerId: caller.tenantId };
    return { related: isRelated(sql, side, customerId), list: transfersOfPartner(sql, side, customerId) };
  },
  answer: ({ facts, now }, { customerId }) =>
    facts.related ? facts.list.map((row) => transferViewOf(row, now)) : refuse('no-relationship', { customerId }),
});

/** One of them. Refusals: no-relationship, transfer-not-found. */
export const getTransfer = read<One, { related: boolean; one: NamedTransferRow | null }, TransferView>({
  permission: 'transfer.read',
  load: (sql, caller, { customerId, transferId }) => {
    const side = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, side, customerId),
      one: transferOfPartner(sql, side, customerId, transferId),
    };
  },
  answer: ({ facts, now }, { customerId, transferId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.one === null ? refuse('transfer-not-found', { id: transferId }) : transferViewOf(facts.one, now);
  },
});

/**
 * Of everything that the caller sold to the customer, whether it can be in a transfer of this kind now, and if not, why
 * (R181, R187). Refusals: no-relationship, role-not-sufficient, transfer-not-in-cloud, transfer-not-enabled.
 */
export const readTransferEligibility = read<
  AtCustomer & { readonly kind: TransferKind },
  { related: boolean; newCommerce: boolean; candidates: CandidatesRow },
  ReturnType<typeof eligibilityOf>
>({
  permission: 'transfer.read',
  load: (sql, caller, { customerId }) => {
    const side = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, side, customerId),
      newCommerce: newCommerceTransfers(sql),
      candidates: transferCandidates(sql, side, customerId),
    };
  },
  answer: ({ actor, facts, now }, { customerId, kind }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    const roles = permitsTransfer(kind, actor);
    if (roles !== null) return roles;
    const absent = transfersExist(kind, actor, enabledTransfers(facts.newCommerce));
    if (absent !== null) return absent;
    const candidates = candidatesOf(facts.candidates);
    const asked = kind === 'azure_plan' ? candidates : candidates.filter((one) => one.type === 'subscription');
    return eligibilityOf(kind, asked, now);
  },
});

/** Every transfer in the customer's own tenant, newest first: it sees who gives what to whom (R186, R216). */
export const listOwnTransfers = read<Record<never, never>, { list: NamedTransferRow[] }, TransferView[]>({
  permission: 'customer.transfer.read',
  load: (sql, caller) => ({ list: transfersOfCustomer(sql, caller.tenantId, null) }),
  answer: ({ facts, now }) => facts.list.map((row) => transferViewOf(row, now)),
});

/** One of them. Refusals: transfer-not-found. */
export const getOwnTransfer = read<{ readonly transferId: string }, { list: NamedTransferRow[] }, TransferView>({
  permission: 'customer.transfer.read',
  load: (sql, caller, { transferId }) => ({ list: transfersOfCustomer(sql, caller.tenantId, transferId) }),
  answer: ({ facts, now }, { transferId }) => {
    const [row] = facts.list;
    return row === undefined ? refuse('transfer-not-found', { id: transferId }) : transferViewOf(row, now);
  },
});
