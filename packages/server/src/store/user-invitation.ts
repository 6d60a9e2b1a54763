import type { Transaction } from './database.ts';

export interface UserInvitationRow {
  email: string;
  invited_at: Date;
  sent_at: Date;
  times_sent: number;
}

/** Notes that the address was written to: one pending invitation for an address, however often it is sent (R165). */
export async function saveUserInvitations(
  tx: Transaction,
  tenantId: string,
  emails: readonly string[],
  by: string,
  at: Date,
): Promise<UserInvitationRow[]> {
  return tx<UserInvitationRow[]>`
    insert into user_invitation (tenant_id, email, invited_by, invited_at, sent_at)
    select ${tenantId}, lower(one), ${by}, ${at}, ${at} from unnest(${emails}::text[]) as one order by lower(one)
    on conflict (tenant_id, email) do update set sent_at = excluded.sent_at, times_sent = user_invitation.times_sent + 1
    returning email, invited_at, sent_at, times_sent`;
}
