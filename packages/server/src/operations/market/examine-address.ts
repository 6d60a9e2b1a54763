import { type AddressFinding, examineAddress } from '@multipartner/domain/market/address.ts';
import type { CompanyAddress } from '@multipartner/domain/market/company.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { read } from '../operation.ts';

/** Whether an address has the form of its country. Refusals: value-missing. */
export const checkAddress = read<{ address: CompanyAddress }, Record<string, never>, AddressFinding>({
  permission: 'market.read',
  load: () => ({}),
  answer: (_facts, { address }) =>
    (address.country ?? '').trim() === '' ? refuse('value-missing', { field: 'country' }) : examineAddress(address),
});
