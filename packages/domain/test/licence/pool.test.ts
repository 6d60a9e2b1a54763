import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryRoles, findDirectoryRole } from '../../src/directory-role/roles.ts';
import { licencePools, type PoolShare } from '../../src/licence/pool.ts';

const share = (quantity: number, status: PoolShare['status'] = 'active', skuId = 'x'): PoolShare => ({
  skuId,
  quantity,
  status,
});

describe('the licences of a SKU in a tenant', () => {
  it('add up over everybody who sold them (R117, S3)', () => {
    expect(licencePools([share(50), share(20)], { x: 50 })).toEqual([
      { skuId: 'x', active: 70, warning: 0, suspended: 0, consumed: 50, available: 20, overAssigned: false },
    ]);
  });

  it('can be worked with while they are active or in their days of grace, and not while suspended or disabled (R116)', () => {
    const [pool] = licencePools(
      [share(10), share(5, 'expired'), share(3, 'suspended'), share(2, 'disabled'), share(99, 'deleted')],
      {},
    );
    expect(pool).toMatchObject({ active: 10, warning: 5, suspended: 5, available: 15 });
  });

  it('are shown as given too often when a subscription ends, and nobody loses his (R118)', () => {
    expect(licencePools([share(5), share(50, 'deleted')], { x: 40 })).toMatchObject([
      { consumed: 40, available: 0, overAssigned: true },
    ]);
    expect(licencePools([], { x: 3 })).toMatchObject([{ skuId: 'x', active: 0, consumed: 3, overAssigned: true }]);
  });

  it('are pools of their own for each SKU, in the order of ids', () => {
    expect(
      licencePools([share(1, 'active', 'b'), share(2, 'active', 'a')], {}).map((pool) => [pool.skuId, pool.active]),
    ).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(licencePools([share(4, 'deleted')], {})).toEqual([]);
  });

  it('do not change for one SKU by anything of another, and grow by exactly what is sold', () => {
    const status = fc.constantFrom<PoolShare['status']>('active', 'suspended', 'expired', 'disabled', 'deleted');
    const shares = fc.array(fc.record({ skuId: fc.constantFrom('a', 'b'), quantity: fc.nat(50), status }));
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 50 }), fc.nat(60), (list, quantity, used) => {
        const of = (more: readonly PoolShare[]) =>
          new Map(licencePools([...list, ...more], { a: used, b: used }).map((pool) => [pool.skuId, pool]));
        const before = of([]);
        const after = of([share(quantity, 'active', 'a')]);
        expect(after.get('b')).toEqual(before.get('b'));
        expect(after.get('a')).toMatchObject({ active: (before.get('a')?.active ?? 0) + quantity, consumed: used });
      }),
    );
  });
});

describe('directory roles', () => {
  it('have template ids of their own, and names', () => {
    expect(new Set(directoryRoles.map((role) => role.id)).size).toBe(directoryRoles.length);
    expect(new Set(directoryRoles.map((role) => role.name)).size).toBe(directoryRoles.length);
    for (const role of directoryRoles) expect(role.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('are found by id in any case of letters', () => {
    expect(findDirectoryRole('62E90394-69F5-4237-9190-012177145E10')?.name).toBe('Global Administrator');
    expect(findDirectoryRole('00000000-0000-0000-0000-000000000000')).toBeUndefined();
  });
});
