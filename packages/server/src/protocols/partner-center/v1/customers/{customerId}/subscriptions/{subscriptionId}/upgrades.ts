import { refused } from '../../../../../../../operations/operation.ts';
import {
  listUpgrades,
  type UpgradeView,
  upgradeSubscription,
} from '../../../../../../../operations/subscription/upgrades.ts';
import { collection } from '../../../../../house/collection.ts';
import { upgradeReasons } from '../../../../../house/errors/moves.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { localeOf, renderOffer } from '../../../../../resources/offer.ts';
import { blank } from '../../../../../resources/order.ts';
import { UpgradeRequest, UpgradeResult, Upgrades } from '../../../../../schemas/upgrade.ts';

const path = '/v1/customers/{customerId}/subscriptions/{subscriptionId}/upgrades';

const render = (view: UpgradeView, locale: string) => ({
  targetOffer: renderOffer(view.place, view.offer, locale),
  upgradeType: view.withLicences ? ('upgrade_with_license_transfer' as const) : ('upgrade_only' as const),
  isEligible: view.reasons.length === 0,
  quantity: view.quantity,
  upgradeErrors: view.reasons.map((reason) => ({
    code: upgradeReasons[reason]?.code ?? 0,
    description: `The subscription cannot be upgraded: ${upgradeReasons[reason]?.words ?? reason}.`,
    attributes: { objectType: 'UpgradeError' },
  })),
  attributes: { objectType: 'Upgrade' },
});

/** Clients send the kind by its name or, as they count it, by its number. */
function kindOf(given: string | number | undefined): 1 | 2 {
  const name = String(given ?? 'upgrade_only')
    .toLowerCase()
    .replaceAll('_', '');
  if (name === '1' || name === 'upgradeonly') return 1;
  if (name === '2' || name === 'upgradewithlicensetransfer') return 2;
  throw refused('value-invalid', {
    field: 'upgradeType',
    reason: 'is neither upgrade_only nor upgrade_with_license_transfer',
  });
}

export const upgradeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['transition-a-subscription'],
    credentials: 'either',
    answer: Upgrades,
    summary: 'What a subscription of the older commerce may be upgraded to',
    handle: async ({ context, params, headers }) => {
      const list = await listUpgrades(context, params);
      return collection(list.map((one) => render(one, localeOf(headers))));
    },
  }),
  route({
    method: 'POST',
    path,
    serves: ['transition-a-subscription--2'],
    credentials: 'either',
    body: UpgradeRequest,
    answer: UpgradeResult,
    summary: 'Upgrade a subscription of the older commerce',
    handle: async ({ context, params, body }) => {
      const targetOfferId = blank(body.targetOffer?.id);
      if (targetOfferId === null) throw refused('value-missing', { field: 'targetOffer.id' });
      const upgradeType = kindOf(body.upgradeType);
      const quantity = body.quantity ?? null;
      const made = await upgradeSubscription(context, {
        ...params,
        targetOfferId,
        quantity,
        withLicences: upgradeType === 2,
      });
      return {
        sourceSubscriptionId: made.sourceId,
        targetSubscriptionId: made.targetId,
        upgradeType,
        upgradeErrors: [],
        licenseErrors: [],
        attributes: { objectType: 'UpgradeResult' },
      };
    },
  }),
];
