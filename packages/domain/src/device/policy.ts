import { type Refusal, refuse } from '../refusal.ts';

/** How a device is set up when it is started first. */
export interface DevicePolicy {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly settings: readonly string[];
}

/** The one kind of policy there is: of the first start. */
export const firstStart = 'first_start';

/** What a policy can demand. */
export const deviceSettings = [
  'remove_oem_preinstalls',
  'oobe_user_not_local_admin',
  'skip_express_settings',
  'skip_oem_registration',
  'skip_eula',
] as const;

/** A policy as it may be kept, each setting once. Refusals: value-missing, value-invalid, too-many. */
export function checkDevicePolicy(asked: DevicePolicy): DevicePolicy | Refusal {
  const name = asked.name.trim();
  if (name === '') return refuse('value-missing', { field: 'name' });
  if (name.length > 128) return refuse('value-invalid', { field: 'name', reason: 'is longer than 128 characters' });
  if (asked.category !== firstStart) return refuse('value-invalid', { field: 'category', reason: 'is not known' });
  if (asked.settings.length === 0) return refuse('value-missing', { field: 'policySettings' });
  const unknown = asked.settings.find((one) => !(deviceSettings as readonly string[]).includes(one));
  if (unknown !== undefined) return refuse('value-invalid', { field: 'policySettings', reason: 'is not known' });
  return { ...asked, name, settings: [...new Set(asked.settings)] };
}
