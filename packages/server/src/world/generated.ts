import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { customerAgreementTemplate } from '@multipartner/domain/agreement/templates.ts';
import type { Transaction } from '../store/database.ts';
import { insertGeneratedCustomers } from '../store/world/generate.ts';
import { fixedId } from './ids.ts';
import { demoPasswordHash } from './secrets.ts';

/**
 * Adds so many customers beside the demo world's, whose partners they share: all are alpha's; two thirds beta's; every
 * third is dist1's through rho; another third is dist2's. Their keys are `generated-1` to `generated-N`.
 */
export async function generateCustomers(tx: Transaction, customers: number, now: Date): Promise<void> {
  const tenant = (key: string) => fixedId(`tenant/${key}`);
  await insertGeneratedCustomers(tx, {
    customers,
    now,
    passwordHash: demoPasswordHash,
    globalAdministrator: directoryRole.globalAdministrator,
    agreement: {
      type: customerAgreementTemplate.type,
      templateId: customerAgreementTemplate.templateId,
      attestedBy: fixedId('user/alpha.admin'),
    },
    first: tenant('alpha'),
    second: tenant('beta'),
    provider: tenant('dist1'),
    reseller: tenant('rho'),
    otherProvider: tenant('dist2'),
  });
}
