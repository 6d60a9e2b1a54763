import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { emitted } from 'multipartner/contracts/emit.ts';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');

describe('what the world sees is emitted from the routes', () => {
  it.each(Object.entries(emitted()))(
    '%s is up to date; if not, run npm run contracts and look at the difference',
    (path, text) => {
      expect(readFileSync(resolve(root, path), 'utf8') === text).toBe(true);
    },
  );
});
