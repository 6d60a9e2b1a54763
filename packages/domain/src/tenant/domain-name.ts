import { type CloudCapabilities, cloudCapabilities } from '../cloud/capabilities.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Refusal, refuse } from '../refusal.ts';

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const suffixes = Object.values<CloudCapabilities>(cloudCapabilities).map((one) => one.initialDomainSuffix);

/** A name of at least two labels of letters, digits and hyphens. */
export function isDomainName(name: string): boolean {
  const labels = name.split('.');
  return name.length <= 253 && labels.length >= 2 && labels.every((one) => label.test(one));
}

/** The initial domain that is meant: a first label alone gets the ending of the cloud. */
export function wholeInitialDomain(name: string, cloud: Cloud): string {
  return name.includes('.') ? name : `${name}${cloudCapabilities[cloud].initialDomainSuffix}`;
}

/**
 * Checks the name that a new tenant begins with: one label and the ending of its cloud, or one of the endings that the
 * realm allows besides. Refusal: value-invalid.
 */
export function checkInitialDomain(name: string, cloud: Cloud, alsoAllowed: readonly string[] = []): Refusal | null {
  const { initialDomainSuffix } = cloudCapabilities[cloud];
  const ending = [initialDomainSuffix, ...alsoAllowed].find((one) => name.toLowerCase().endsWith(one));
  if (ending !== undefined && label.test(name.slice(0, -ending.length))) return null;
  return refuse('value-invalid', {
    field: 'domain',
    reason: `is not a name of letters, digits and hyphens that ends in ${initialDomainSuffix}`,
  });
}

/** Checks a name that somebody registered and a tenant is to have besides its initial one. Refusal: value-invalid. */
export function checkOwnDomain(name: string): Refusal | null {
  if (!isDomainName(name)) return refuse('value-invalid', { field: 'domain', reason: 'is not a domain name' });
  const initial = suffixes.some((one) => name.toLowerCase().endsWith(one));
  return initial
    ? refuse('value-invalid', {
        field: 'domain',
        reason: 'has the ending of initial domains, which are given with the tenant',
      })
    : null;
}
