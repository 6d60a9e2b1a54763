import { type Refusal, refuse } from '../refusal.ts';

/** Qualifications that open segments of the catalogue (R205); a tenant without any is commercial. */
export const qualifications = [
  'None',
  'Education',
  'GovernmentCommunityCloud',
  'Nonprofit',
  'StateOwnedEntity',
] as const;
export type QualificationName = (typeof qualifications)[number];

/** A qualification of a tenant; it belongs to the tenant, whoever set it (R206). */
export interface Qualification {
  readonly qualification: QualificationName;
  /** Absent where nothing is examined: a state-owned entity is taken at its partner's word. */
  readonly vettingStatus?: 'InReview' | 'Approved' | 'Denied';
  readonly vettingCreateDate?: string;
  readonly vettingReason?: string;
  readonly educationSegment?: 'K12' | 'HigherEducation';
  readonly website?: string;
}

export interface QualificationRequest {
  readonly qualification: QualificationName;
  readonly educationSegment?: 'K12' | 'HigherEducation';
  readonly website?: string;
  readonly validationCode?: string;
}

/**
 * Decides what a partner's request makes of a tenant's qualifications (R205, R209). One of Education and Government may
 * hold, beside State-owned. Refusals: qualification-not-settable, value-missing.
 */
export function decideQualification(
  before: readonly Qualification[],
  request: QualificationRequest,
  now: Date,
): readonly Qualification[] | Refusal {
  const { qualification } = request;
  if (qualification === 'None' || qualification === 'Nonprofit')
    return refuse('qualification-not-settable', { qualification });
  if (qualification === 'Education' && request.educationSegment === undefined)
    return refuse('value-missing', { field: 'educationSegment' });
  if (qualification === 'GovernmentCommunityCloud' && (request.validationCode ?? '').trim() === '')
    return refuse('value-missing', { field: 'validationCode' });
  const set: Qualification = {
    qualification,
    // Schools are vetted; a government customer was validated before, which its code shows.
    ...(qualification === 'StateOwnedEntity'
      ? {}
      : {
          vettingStatus: qualification === 'Education' ? 'InReview' : 'Approved',
          vettingCreateDate: now.toISOString(),
        }),
    ...(request.educationSegment === undefined ? {} : { educationSegment: request.educationSegment }),
    ...(request.website === undefined ? {} : { website: request.website }),
  };
  const kept = before.filter(
    (one) =>
      one.qualification !== qualification &&
      (qualification === 'StateOwnedEntity' || one.qualification === 'StateOwnedEntity'),
  );
  return [...kept, set];
}

/** What an examination found: the state that it ends in, and why. */
export interface Examination {
  readonly qualification: QualificationName;
  readonly vettingStatus: 'Approved' | 'Denied';
  readonly vettingReason?: string;
}

/** A tenant's qualifications after an examination (R205); null: nothing of that name is examined of the tenant. */
export function examine(before: readonly Qualification[], found: Examination): readonly Qualification[] | null {
  const examined = before.find((one) => one.qualification === found.qualification && one.vettingStatus !== undefined);
  if (examined === undefined) return null;
  const { vettingReason: _, ...rest } = examined;
  return before.map((one) => (one === examined ? { ...rest, ...found } : one));
}

/** Names of the qualifications that count for what may be sold: those that are not (or no longer) examined. */
export function approvedQualifications(all: readonly Qualification[]): QualificationName[] {
  return all
    .filter(({ vettingStatus }) => vettingStatus === undefined || vettingStatus === 'Approved')
    .map((one) => one.qualification);
}

/** A qualification as it is kept: with what was examined of it, or by its name alone. */
export function keptQualification(kept: Qualification | QualificationName): Qualification {
  return typeof kept === 'string' ? { qualification: kept } : kept;
}
