import { managedServices } from '@multipartner/domain/licence/managed-service.ts';
import { expect, it } from 'vitest';

const ids = (plans: readonly string[]) => managedServices(plans).map(({ id }) => id);

it('a service is there once, however many plans have it', () => {
  expect(ids(['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE', 'MCOSTANDARD'])).toEqual([
    'Exchange',
    'MicrosoftCommunicationsOnline',
  ]);
});

it('what only supports other plans is no service to administer', () => {
  expect(ids(['EXCHANGE_S_FOUNDATION', 'SHAREPOINTWAC', 'SWAY'])).toEqual([]);
});
