import { randomInt } from 'node:crypto';

const kinds = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#%*+-=?@_'] as const;
const all = kinds.join('');

/** A password for a first sign-in: fourteen characters by chance, of every kind at least one, none that look alike. */
export function temporaryPassword(): string {
  const characters = [...kinds, ...Array.from({ length: 10 }, () => all)].map((one) =>
    one.charAt(randomInt(one.length)),
  );
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] as string, characters[last] as string];
  }
  return characters.join('');
}
