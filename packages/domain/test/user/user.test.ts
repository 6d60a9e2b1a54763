import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/time/duration.ts';
import { checkUserName, decideRestore, restorableDays } from '../../src/user/name.ts';
import { checkPassword } from '../../src/user/password.ts';

const domains = [
  { name: 'woodgrove.example', federated: false },
  { name: 'elsewhere.example', federated: true },
];

describe('a user principal name', () => {
  it.each(['ann@woodgrove.example', "o'neil.b_c-d!#^~+@Woodgrove.Example", `${'a'.repeat(64)}@woodgrove.example`])(
    '%s is one of the tenant',
    (name) => {
      expect(checkUserName(name, domains)).toBeNull();
    },
  );

  it.each([
    'ann',
    '@woodgrove.example',
    'a b@woodgrove.example',
    'ann@',
    'ann@woodgrove@example',
    'änn@woodgrove.example',
    `${'a'.repeat(65)}@woodgrove.example`,
  ])('"%s" is none', (name) => {
    expect(checkUserName(name, domains)).toMatchObject({
      code: 'value-invalid',
      facts: { field: 'userPrincipalName' },
    });
  });

  it('is in a domain of the tenant whose people are made here', () => {
    expect(checkUserName('ann@contoso.example', domains)).toMatchObject({
      code: 'domain-not-verified',
      facts: { domain: 'contoso.example' },
    });
    expect(checkUserName('ann@elsewhere.example', domains)).toMatchObject({ code: 'value-invalid' });
  });
});

describe('a deleted person', () => {
  const deleted = new Date('2026-01-01T12:00:00Z');

  it('comes back within thirty days, to the instant', () => {
    const last = addDays(deleted, restorableDays);
    expect(decideRestore(deleted, last)).toBeNull();
    expect(decideRestore(deleted, new Date(last.getTime() + 1))).toMatchObject({ code: 'user-restore-expired' });
  });

  it('is one that was deleted', () => {
    expect(decideRestore(null, deleted)).toMatchObject({ code: 'user-not-deleted' });
  });
});

describe('a password that somebody sets', () => {
  it.each(['Abcdefg1', 'abc-1234', 'ABC_defg', `aB1${'x'.repeat(253)}`])('%s is strong enough', (password) => {
    expect(checkPassword(password)).toBeNull();
  });

  it.each(['Abcdef1', 'abcdefgh', 'abcdefg1', 'ABCDEFG1', '', `aB1${'x'.repeat(254)}`])(
    '"%s" is too weak, or too long',
    (password) => {
      expect(checkPassword(password)).toMatchObject({ code: 'password-too-weak' });
    },
  );
});
