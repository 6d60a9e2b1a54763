import type {
  Product as CatalogueProduct,
  Sku as CatalogueSku,
  Term as CatalogueTerm,
} from '@multipartner/domain/catalogue/catalogue.ts';
import { currencySymbols } from '@multipartner/domain/catalogue/price.ts';
import { currencyOf } from '@multipartner/domain/market/markets.ts';
import type { Static } from 'typebox';
import type { Found, FoundAvailability, Place } from '../../../operations/catalogue/place.ts';
import { link } from '../house/link.ts';
import type { Availability, Product, Sku, Term as TermSchema } from '../schemas/product.ts';

type Term = Static<typeof TermSchema>;

const at = (place: Place, path: string) => link(`/products/${path}?country=${place.country}`);

export function renderProduct(place: Place, product: CatalogueProduct): Product {
  const { productId, subType } = product;
  return {
    id: productId,
    title: product.title,
    description: product.description,
    productType: {
      id: product.productType,
      displayName: product.productType,
      ...(subType === undefined || subType === null ? {} : { subType: { id: subType, displayName: subType } }),
    },
    isMicrosoftProduct: product.publisherName.startsWith('Microsoft'),
    publisherName: product.publisherName,
    links: { skus: at(place, `${productId}/skus`), self: at(place, productId) },
  };
}

type BillingCycle = NonNullable<Sku['supportedBillingCycles']>[number];

export function renderSku(place: Place, product: CatalogueProduct, sku: CatalogueSku): Sku {
  const cycles = new Set(
    sku.availabilities.flatMap((one) => one.terms.map((term) => term.billingCycle as BillingCycle)),
  );
  const path = `${product.productId}/skus/${sku.skuId}`;
  const reserved = product.commerce === 'reservation';
  return {
    id: sku.skuId,
    productId: product.productId,
    title: sku.title,
    description: product.description,
    minimumQuantity: sku.minimumQuantity,
    maximumQuantity: sku.maximumQuantity,
    isTrial: sku.isTrial,
    supportedBillingCycles: [...cycles],
    purchasePrerequisites: reserved
      ? ['AzureSubscriptionRegistration', 'InventoryCheck']
      : ['MicrosoftCustomerAgreement'],
    inventoryVariables: reserved ? ['CustomerId', 'AzureSubscriptionId'] : [],
    provisioningVariables: reserved ? ['Scope', 'SubscriptionId'] : [],
    actions: ['Refund'],
    dynamicAttributes: {
      isMicrosoftProduct: product.publisherName.startsWith('Microsoft'),
      hasConstraints: sku.limitPerCustomer !== undefined || sku.maximumQuantity < 10_000_000,
      isAddon: sku.isAddon,
      prerequisiteSkus: [...sku.prerequisites],
      isSoftwareAssuranceApplicable: false,
      upgradeTargetOffers: [...(sku.upgradeTargets ?? [])],
      ...(sku.limitPerCustomer === undefined ? {} : { limit: sku.limitPerCustomer, limitUnitOfMeasure: 'Concurrent' }),
      ...(sku.licence === undefined ? {} : { provisioningId: sku.licence.skuId }),
      internal: false,
    },
    links: { availabilities: at(place, `${path}/availabilities`), self: at(place, path) },
  };
}

export function renderFoundSku({ place, product, sku }: Found): Sku {
  return renderSku(place, product, sku);
}

/** An availability with the product and the SKU that it is of. */
export function renderAvailability({ place, product, sku, availability }: FoundAvailability): Availability {
  const currency = currencyOf(place.country);
  const renewable = availability.terms.filter((term) => term.duration !== null && product.commerce === 'new_commerce');
  const path = `${product.productId}/skus/${sku.skuId}/availabilities/${availability.availabilityId}`;
  return {
    id: availability.availabilityId,
    productId: product.productId,
    skuId: sku.skuId,
    catalogItemId: `${product.productId}:${sku.skuId}:${availability.availabilityId}`,
    defaultCurrency: { code: currency, symbol: currencySymbols[currency] ?? currency },
    segment: availability.segment as NonNullable<Availability['segment']>,
    country: place.country,
    isPurchasable: true,
    isRenewable: renewable.length > 0,
    ...(renewable.length === 0
      ? {}
      : {
          renewalInstructions: [
            {
              applicableTermIds: renewable.map((term) => termId(availability.availabilityId, term)),
              renewalOptions: [{ renewToId: `${product.productId}:${sku.skuId}`, isAutoRenewable: true }],
            },
          ],
        }),
    terms: availability.terms.map((term) => renderTerm(product, availability.availabilityId, term)),
    product: renderProduct(place, product),
    sku: renderSku(place, product, sku),
    links: { self: at(place, path) },
  };
}

const termId = (availabilityId: string, term: CatalogueTerm) =>
  `${availabilityId}-${term.duration ?? 'none'}-${term.billingCycle}`.toLowerCase();

const cycleNames: Readonly<Record<string, NonNullable<Term['billingCycle']>>> = {
  monthly: 'Monthly',
  annual: 'Annual',
  triennial: 'Triennial',
  one_time: 'OneTime',
  none: 'None',
};
const lengths: Readonly<Record<string, string>> = { P1M: 'One month', P1Y: 'One year', P3Y: 'Three years' };
const rhythms: Readonly<Record<string, string>> = {
  monthly: 'billed monthly',
  annual: 'billed yearly',
  triennial: 'billed once for all',
  one_time: 'billed once',
  none: 'not billed',
};
const refundDays: Readonly<Record<string, string>> = {
  new_commerce: 'P7D',
  reservation: 'P7D',
  software: 'P30D',
  marketplace: 'P14D',
};

function renderTerm(product: CatalogueProduct, availabilityId: string, term: CatalogueTerm): Term {
  const short = product.commerce === 'software' && term.duration !== null ? 'P7D' : undefined;
  const day = product.commerce === 'marketplace' && term.duration === 'P1M' ? 'P1D' : undefined;
  const days = short ?? day ?? refundDays[product.commerce];
  return {
    id: termId(availabilityId, term),
    ...(term.duration === null ? {} : { duration: term.duration }),
    description: `${lengths[term.duration ?? ''] ?? 'Without end'}, ${rhythms[term.billingCycle] ?? term.billingCycle}`,
    billingCycle: cycleNames[term.billingCycle] ?? 'None',
    cancellationPolicies:
      days === undefined ? [] : [{ refundOptions: [{ sequenceId: 0, type: 'Full', expiresAfter: days }] }],
  };
}
