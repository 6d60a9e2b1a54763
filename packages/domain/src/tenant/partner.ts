/** What a partner is in the programme (R1, R2). */
export type PartnerKind = 'direct' | 'indirect_provider' | 'indirect_reseller' | 'advisor';

/** Standing of a tenant in the programme (R18). */
export type ProgramStatus = 'none' | 'pending' | 'qualified' | 'active' | 'restricted' | 'suspended' | 'rejected';
