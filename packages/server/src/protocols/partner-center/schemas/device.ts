import { Type } from 'typebox';
import { Attributes, Collection } from './common.ts';
import { guid, instant, list, oneOf, text, whole } from './property.ts';

const settings = [
  'none',
  'remove_oem_preinstalls',
  'oobe_user_not_local_admin',
  'skip_express_settings',
  'skip_oem_registration',
  'skip_eula',
] as const;

const setting = Type.Enum([...settings]);
const parts = {
  name: text('Name'),
  category: oneOf(['none', 'o_o_b_e'], 'Kind of policy: of the first start'),
  description: text('Description'),
  policySettings: list(setting, 'What it demands'),
};

/** How devices of a customer are set up when they are started first. */
export const ConfigurationPolicy = Type.Object({
  id: Type.String({ description: 'Policy; a GUID' }),
  ...parts,
  devicesAssigned: whole('How many devices have it'),
  devicesAssignedCount: whole('The same, as the published client reads it'),
  createdDate: instant('When it was made'),
  lastModifiedDate: instant('When it was changed last'),
  attributes: Attributes,
});

export const ConfigurationPolicies = Collection(ConfigurationPolicy);

export const ConfigurationPolicyRequest = Type.Object({ id: guid('Policy'), ...parts });
