/** An online service with an administration of its own. */
export interface ManagedService {
  readonly id: string;
  readonly name: string;
  readonly group: string;
}

/** Services by how the plans that contain them begin; the catalogue's plans name no service otherwise. */
const services: readonly (ManagedService & { readonly plans: RegExp })[] = [
  { id: 'Exchange', name: 'Exchange', group: 'Office', plans: /^EXCHANGE_S_(?!FOUNDATION)/ },
  { id: 'MicrosoftCommunicationsOnline', name: 'SkypeforBusiness', group: 'Office', plans: /^MCO/ },
  { id: 'SharePoint', name: 'SharePoint', group: 'Office', plans: /^SHAREPOINT(STANDARD|ENTERPRISE|DESKLESS)/ },
  { id: 'YammerEnterprise', name: 'Yammer', group: 'Office', plans: /^YAMMER_/ },
  { id: 'WindowsAzureIntune', name: 'Intune', group: 'Intune', plans: /^INTUNE_/ },
  { id: 'DynamicsCRM', name: 'Dynamics365', group: 'Dynamics', plans: /^(DYN365_ENTERPRISE_|CRM)/ },
  { id: 'MicrosoftAzureActiveDirectory', name: 'AzureActiveDirectory', group: 'Azure', plans: /^AAD_/ },
];

/** The services that a tenant has by these plans of its licences in force, each once. */
export function managedServices(planNames: readonly string[]): ManagedService[] {
  return services
    .filter(({ plans }) => planNames.some((name) => plans.test(name)))
    .map(({ id, name, group }) => ({ id, name, group }));
}
