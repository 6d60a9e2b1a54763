import type { Refusal } from '../refusal.ts';
import type { TransferKind, TransferSide } from './kind.ts';

/** Everything a transfer is decided from. Its status is derived (status.ts), never stored. */
export interface TransferFacts {
  readonly id: string;
  readonly kind: TransferKind;
  readonly customerId: string;
  readonly sourceId: string;
  readonly targetId: string;
  /** Direct to indirect: chosen when it is made; otherwise by the source when it accepts, and none before. */
  readonly items: readonly TransferItem[];
  /** Location id of the reseller that the target named for everything it takes over; null: none. */
  readonly partnerOnRecord: string | null;
  readonly createdAt: Date;
  readonly cancelledAt: Date | null;
  readonly declinedAt: Date | null;
  readonly acceptedAt: Date | null;
  /** When the move is to be made: its acceptance, or some time later. */
  readonly moveAt: Date | null;
  /** When it was made, as far as it went. */
  readonly settledAt: Date | null;
  readonly version: number;
}

/** What is to be moved: a subscription, or an Azure subscription under a plan. */
export interface TransferItem {
  readonly type: 'subscription' | 'azure_subscription';
  readonly id: string;
  /** As it was when the item was chosen; direct to indirect, that is what the target gets (R182). */
  readonly quantity: number;
  readonly partnerOnRecord: string | null;
  /** An add-on goes with this item, or not at all (R181). */
  readonly addOnOf: string | null;
  /** Its id at the target; null until it is moved. */
  readonly movedTo: string | null;
  /** The order by which the target has it; null for what is in none. */
  readonly orderId: string | null;
  /** Why it stayed where it was. */
  readonly failure: Refusal | null;
}

/** An Azure subscription under its partner's plan (R85). */
export interface AzureSubscriptionFacts {
  readonly partnerId: string;
  readonly customerId: string;
  readonly id: string;
  readonly planId: string;
  readonly friendlyName: string;
  readonly cancelledAt: Date | null;
  readonly version: number;
}

/** Which side of it a tenant is; null: neither, and it learns nothing of it (R97). */
export function sideOf(transfer: Pick<TransferFacts, 'sourceId' | 'targetId'>, tenantId: string): TransferSide | null {
  if (transfer.sourceId === tenantId) return 'source';
  return transfer.targetId === tenantId ? 'target' : null;
}
