import { Type } from 'typebox';
import { attributes, Collection, links } from './common.ts';
import { guid, oneOf, text } from './property.ts';

/** An Azure subscription under an Azure plan. */
export const AzureEntitlement = Type.Object({
  id: Type.String({ description: 'Azure subscription; a GUID' }),
  friendlyName: text('Name of the Azure subscription'),
  status: oneOf(['active', 'inactive'], 'Whether it runs'),
  subscriptionId: guid('Subscription that is the Azure plan'),
  links,
  attributes,
});

export const AzureEntitlements = Collection(AzureEntitlement);

export const AzureEntitlementCancellation = Type.Object({
  cancellationReason: text('Why: compromise'),
});
