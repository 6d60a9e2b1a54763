export type { UserRow } from '../../store/user.ts';
