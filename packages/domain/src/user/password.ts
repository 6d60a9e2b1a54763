import { type Refusal, refuse } from '../refusal.ts';

/** Demands on a password that somebody sets for a person: 8 to 256 characters, three of four kinds of character. */
export function checkPassword(password: string): Refusal | null {
  if (password.length < 8) return refuse('password-too-weak', { reason: 'it has fewer than 8 characters' });
  if (password.length > 256) return refuse('password-too-weak', { reason: 'it has more than 256 characters' });
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  return kinds >= 3
    ? null
    : refuse('password-too-weak', {
        reason: 'it needs three of: small letters, capital letters, digits, other characters',
      });
}
