import { describe, expect, it } from 'vitest';
import { cloudCapabilities, cloudOffers } from '../../src/cloud/capabilities.ts';
import type { Cloud } from '../../src/cloud/cloud.ts';

const clouds: readonly Cloud[] = ['public', 'usgov', 'china', 'germany'];

describe('what a cloud offers (R178)', () => {
  it.each([
    ['resellerRequest', [true, true, true, false]],
    ['gdap', [true, false, false, false]],
    ['indirectModel', [true, false, true, false]],
    ['agreementAttestation', [true, false, false, false]],
    ['azurePlan', [true, false, false, false]],
    ['userManagement', [true, false, false, false]],
    ['openToNewBusiness', [true, true, true, false]],
    ['defaultGdap', [true, false, false, false]],
  ] as const)('%s: public, US Government, 21Vianet, Germany', (capability, offered) => {
    expect(clouds.map((cloud) => cloudCapabilities[cloud][capability])).toEqual(offered);
    const refused = clouds.map((cloud) => cloudOffers(cloud, capability));
    expect(refused.map((refusal) => refusal === null)).toEqual(offered);
    expect(refused[3]).toMatchObject({ code: 'capability-not-in-cloud', facts: { capability, cloud: 'germany' } });
  });

  it('always puts DAP into the links of the US Government and of Germany (R29, R172)', () => {
    expect(clouds.map((cloud) => cloudCapabilities[cloud].dapWithInvitations)).toEqual([
      'optional',
      'always',
      'optional',
      'always',
    ]);
  });

  it('gives each cloud an ending of initial domains that no other cloud has', () => {
    const suffixes = clouds.map((cloud) => cloudCapabilities[cloud].initialDomainSuffix);
    for (const one of suffixes) expect(suffixes.filter((other) => other.endsWith(one))).toEqual([one]);
  });
});
