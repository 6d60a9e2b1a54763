import { Type } from 'typebox';
import { Collection } from './common.ts';
import { guid, instant, text, whole } from './property.ts';

const share = (description: string) => Type.Optional(Type.Number({ description: `${description}, in hundredths` }));

const insight = {
  processedDateTime: instant('As of when'),
  serviceName: text('Service that the licences are of'),
  channel: text('How it was sold: reseller'),
  attributes: Type.Object({ objectType: Type.String() }),
};
const customer = { customerName: text('Name of the customer'), productName: text('Name of the licence') };

export const PartnerDeployment = Collection(
  Type.Object({
    proratedDeploymentPercent: share('Licences that people have, of those sold'),
    licensesSold: whole('Licences that the partner sold'),
    ...insight,
  }),
);

export const PartnerUsage = Collection(
  Type.Object({
    proratedLicensesUsagePercent: share('People who may use the service, of those who have it'),
    workloadName: text('Service of the licence'),
    ...insight,
  }),
);

export const CustomerDeployment = Collection(
  Type.Object({
    ...customer,
    licensesDeployed: whole('Licences that people have'),
    deploymentPercent: share('The same, of those sold'),
    licensesSold: whole('Licences that the partner sold'),
    ...insight,
  }),
);

export const CustomerUsage = Collection(
  Type.Object({
    ...customer,
    licensesActive: whole('People who may use the service'),
    licensesQualified: whole('People who have it'),
    usagePercent: share('The former of the latter'),
    workloadName: text('Service of the licence'),
    ...insight,
  }),
);

const row = {
  processedDateTime: instant('As of when'),
  serviceCode: text('Code of the service'),
  serviceName: text('Name of the service'),
  channel: text('How it was sold: reseller'),
  customerTenantId: guid('Customer'),
  customerName: text('Name of the customer'),
  productId: text('Licence'),
  productName: text('Name of the licence'),
};
const values = (items: Record<string, ReturnType<typeof text> | ReturnType<typeof whole>>) =>
  Type.Object({
    Value: Type.Array(Type.Object(items)),
    '@nextLink': text('Next page'),
    TotalCount: Type.Integer({ description: 'How many there are on all pages together' }),
  });

export const CommercialDeployment = values({
  ...row,
  licensesDeployed: whole('Licences that people have'),
  licensesSold: whole('Licences that the partner sold'),
});

export const CommercialUsage = values({
  ...row,
  workloadCode: text('Code of the service of the licence'),
  workloadName: text('Service of the licence'),
  licenseActive: whole('People who may use it'),
  licensesQualified: whole('People who have it'),
});
