import type { Context } from '../operation.ts';
import { listOwnPartners } from './partners.ts';

/** One line of who can touch the tenant: a person, the way, and one role; or a partner that merely sells. */
export interface ReportLine {
  readonly asOf: string;
  readonly partnerId: string;
  readonly partner: string;
  readonly partnerKind: string;
  readonly relationship: string;
  readonly source: 'dap' | 'gdap' | '';
  readonly administration: string;
  readonly until: string;
  readonly personId: string;
  readonly person: string;
  readonly userPrincipalName: string;
  readonly role: string;
}

export const reportColumns = [
  'asOf',
  'partnerId',
  'partner',
  'partnerKind',
  'relationship',
  'source',
  'administration',
  'until',
  'personId',
  'person',
  'userPrincipalName',
  'role',
] as const satisfies readonly (keyof ReportLine)[];

/** Who can touch the caller's own tenant at this moment, line by line: every partner, person and role (R216, R219). */
export async function reportOwnPartners(context: Context): Promise<{ asOf: Date; lines: ReportLine[] }> {
  const { asOf, items } = await listOwnPartners(context, { limit: null, after: null });
  const lines = items.flatMap((one): ReportLine[] => {
    const partner = {
      asOf: asOf.toISOString(),
      partnerId: one.partnerId,
      partner: one.name,
      partnerKind: one.kind,
      relationship: one.relationships.map((relationship) => relationship.type).join(' '),
    };
    const nobody = {
      source: '',
      administration: '',
      until: '',
      personId: '',
      person: '',
      userPrincipalName: '',
      role: '',
    } as const;
    if (one.delegatedAdministration.length === 0) return [{ ...partner, ...nobody }];
    return one.delegatedAdministration.flatMap((way): ReportLine[] => {
      const shared = { ...partner, source: way.source, administration: way.name ?? '', until: way.endDateTime ?? '' };
      if (way.people.length === 0) return [{ ...nobody, ...shared }];
      return way.people.flatMap((person) =>
        person.roles.map((held) => ({
          ...shared,
          personId: person.id,
          person: person.displayName,
          userPrincipalName: person.userPrincipalName,
          role: held.name,
        })),
      );
    });
  });
  return { asOf, lines };
}
