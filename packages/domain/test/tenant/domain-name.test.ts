import { describe, expect, it } from 'vitest';
import { checkInitialDomain, checkOwnDomain, isDomainName } from '../../src/tenant/domain-name.ts';

describe('a domain name', () => {
  it.each(['woodgrove.example', 'a.b', 'xn--mnchen-3ya.de', 'wood-grove.co.uk', `${'a'.repeat(63)}.com`])(
    '%s is one',
    (name) => {
      expect(isDomainName(name)).toBe(true);
    },
  );

  it.each([
    'woodgrove',
    '.com',
    'a..b',
    '-a.com',
    'a-.com',
    'a b.com',
    'a_b.com',
    '',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
  ])('"%s" is none', (name) => {
    expect(isDomainName(name)).toBe(false);
  });
});

describe("a tenant's initial domain", () => {
  it.each([
    ['public', 'woodgrove.onmicrosoft.com'],
    ['usgov', 'woodgrove.onmicrosoft.us'],
    ['china', 'woodgrove.partner.onmschina.cn'],
    ['germany', 'woodgrove.onmicrosoft.de'],
  ] as const)('in the %s cloud is like %s, and like that in no other', (cloud, name) => {
    for (const one of ['public', 'usgov', 'china', 'germany'] as const)
      expect(checkInitialDomain(name, one) === null).toBe(one === cloud);
  });

  it('is one label before the ending, in letters of any size', () => {
    expect(checkInitialDomain('WoodGrove.OnMicrosoft.com', 'public')).toBeNull();
    for (const name of [
      '.onmicrosoft.com',
      'a.b.onmicrosoft.com',
      'wood grove.onmicrosoft.com',
      'onmicrosoft.com',
      'woodgrove.com',
    ]) {
      expect(checkInitialDomain(name, 'public'), name).toMatchObject({
        code: 'value-invalid',
        facts: { field: 'domain' },
      });
    }
  });

  it('may have another ending where the realm says so', () => {
    expect(checkInitialDomain('woodgrove.ccsctp.net', 'public')).not.toBeNull();
    expect(checkInitialDomain('woodgrove.ccsctp.net', 'public', ['.ccsctp.net'])).toBeNull();
  });
});

describe("a tenant's own domain", () => {
  it('is any name that is not an initial one of some cloud', () => {
    expect(checkOwnDomain('woodgrove.example')).toBeNull();
    for (const name of ['woodgrove', 'other.onmicrosoft.com', 'other.onmicrosoft.US'])
      expect(checkOwnDomain(name), name).toMatchObject({ code: 'value-invalid' });
  });
});
