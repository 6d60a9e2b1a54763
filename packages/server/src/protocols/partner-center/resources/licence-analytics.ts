import { type LicenceFigures, percent } from '@multipartner/domain/licence/analytics.ts';
import type { LicenceReport } from '../../../operations/analytics/licences.ts';

/** All licences of the catalogue are of one service. */
const service = { code: 'o365', name: 'Microsoft Office 365' } as const;

const insight = ({ at }: LicenceReport, objectType: string) => ({
  processedDateTime: at.toISOString(),
  serviceName: service.code,
  channel: 'reseller',
  attributes: { objectType },
});
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

export function partnerDeployment(report: LicenceReport) {
  const { figures } = report;
  if (figures.length === 0) return [];
  const licensesSold = sum(figures.map((one) => one.sold));
  return [
    {
      proratedDeploymentPercent: percent(sum(figures.map((one) => one.deployed)), licensesSold),
      licensesSold,
      ...insight(report, 'PartnerLicensesDeploymentInsights'),
    },
  ];
}

/** By service of the licences, over all customers. */
export function partnerUsage(report: LicenceReport) {
  const services = Map.groupBy(
    report.figures.flatMap((one) => one.services),
    (one) => one.name,
  );
  return [...services].map(([workloadName, all]) => ({
    proratedLicensesUsagePercent: percent(sum(all.map((one) => one.active)), sum(all.map((one) => one.qualified))),
    workloadName,
    ...insight(report, 'PartnerLicensesUsageInsights'),
  }));
}

export function customerDeployment(report: LicenceReport) {
  return report.figures.map((one) => ({
    customerName: one.customerName,
    productName: one.name,
    licensesDeployed: one.deployed,
    deploymentPercent: percent(one.deployed, one.sold),
    licensesSold: one.sold,
    ...insight(report, 'CustomerLicensesDeploymentInsights'),
  }));
}

export function customerUsage(report: LicenceReport) {
  return report.figures.flatMap((one) =>
    one.services.map((workload) => ({
      customerName: one.customerName,
      productName: one.name,
      licensesActive: workload.active,
      licensesQualified: workload.qualified,
      usagePercent: percent(workload.active, workload.qualified),
      workloadName: workload.name,
      ...insight(report, 'CustomerLicensesUsageInsights'),
    })),
  );
}

const commercial = ({ at }: LicenceReport, one: LicenceFigures) => ({
  processedDateTime: at.toISOString(),
  serviceCode: service.code,
  serviceName: service.name,
  channel: 'reseller',
  customerTenantId: one.customerId,
  customerName: one.customerName,
  productId: one.skuId,
  productName: one.name,
});

export function commercialDeployment(report: LicenceReport) {
  return report.figures.map((one) => ({
    ...commercial(report, one),
    licensesDeployed: one.deployed,
    licensesSold: one.sold,
  }));
}

export function commercialUsage(report: LicenceReport) {
  return report.figures.flatMap((one) =>
    one.services.map((workload) => ({
      ...commercial(report, one),
      workloadCode: workload.code,
      workloadName: workload.name,
      licenseActive: workload.active,
      licensesQualified: workload.qualified,
    })),
  );
}
