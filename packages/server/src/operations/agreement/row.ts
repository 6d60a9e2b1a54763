export type { AttestationRow } from '../../store/agreement.ts';
