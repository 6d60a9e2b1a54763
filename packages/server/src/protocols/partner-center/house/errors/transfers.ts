import { type Renderings, r, text } from './rendering.ts';

/** Why something cannot be in a transfer. */
const transferReasons: Readonly<Record<string, string>> = {
  unknown: 'the source has no such subscription here',
  twice: 'it is named twice',
  commerce: 'such transfers do not take its kind',
  trial: 'it is a trial',
  status: 'it is not active',
  addOn: 'it is an add-on, and its base is not in the transfer',
};

/** What goes from one partner to another. */
export const transfers = {
  'transfer-not-found': r(404, 900100, (f) => `There is no transfer ${text(f.id)}.`),
  'transfer-exists': r(409, 900101, (f) => `The open transfer ${text(f.transferId)} covers this already.`),
  'transfer-closed': r(
    400,
    900102,
    (f) => `The transfer ${text(f.id)} is ${text(f.status)} and takes no answer any more.`,
  ),
  'transfer-in-progress': r(409, 900104, (f) => `The transfer ${text(f.transferId)} is being carried out.`),
  'transfer-other-side': r(403, 900150, (f) => `To ${text(f.action)} this transfer is up to the other partner.`),
  'transfer-not-enabled': r(
    403,
    900137,
    (f) => `The partner ${text(f.partnerId)} cannot take part in such a transfer.`,
  ),
  'transfer-not-in-cloud': r(
    403,
    900138,
    (f) => `In the national cloud "${text(f.cloud)}" of the partner ${text(f.partnerId)} there are no transfers.`,
  ),
  'transfer-subscription-invalid': r(
    400,
    800078,
    (f) =>
      `The subscription ${text(f.id)} cannot be in this transfer: ${transferReasons[text(f.reason)] ?? text(f.reason)}${
        f.status === undefined ? '' : ` (${text(f.status)})`
      }.`,
  ),
  'transfer-source-missing': r(400, 900136, () => 'The mail address or the domain of the current partner is missing.'),
  'transfer-source-unknown': r(
    400,
    900147,
    () => 'No current partner is known by the details given: name its tenant and a domain of it.',
  ),
  'transfer-source-is-target': r(400, 900148, () => 'The current partner and the one to take over are the same.'),
  'transfer-azure-plan-missing': r(
    400,
    900133,
    () => 'The partner to take over must buy an Azure plan for this customer and partner of record first.',
  ),
  'transfer-azure-plan-inactive': r(400, 900132, () => 'The Azure plan of the partner to take over is not active.'),
  'transfer-legacy-azure': r(
    400,
    900131,
    () => 'The partner to take over has older Azure subscriptions at this customer.',
  ),
  'transfer-legacy-azure-after-plan': r(
    403,
    900139,
    () => 'Beside an Azure plan no older Azure can be taken over: ask for a transfer without it.',
  ),
  'subscription-transferred': r(
    409,
    'SUBSCRIPTION_TRANSFERRED',
    (f) => `The transfer ${text(f.transferId)} has moved the subscription, so that this cannot be done any more.`,
  ),
} satisfies Renderings;
