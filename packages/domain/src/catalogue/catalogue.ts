import { cloudCapabilities } from '../cloud/capabilities.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { currencyOf, isCountry } from '../market/markets.ts';
import type { CatalogueItem, ItemTerm } from '../ordering/item.ts';
import type { Commerce } from '../subscription/facts.ts';
import data from './catalogue.json' with { type: 'json' };
import { convert } from './price.ts';

export interface Term {
  /** ISO 8601; null: no end. */
  readonly duration: string | null;
  readonly billingCycle: string;
  /** Per unit and month, or once where it is bought once; null: by usage. */
  readonly priceUsd: number | null;
}

export interface Availability {
  readonly availabilityId: string;
  readonly segment: string;
  readonly terms: readonly Term[];
}

export interface Licence {
  /** The SKU's id in the licensing system: what people are assigned. */
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly servicePlans: readonly { readonly id: string; readonly name: string; readonly displayName: string }[];
}

export interface Sku {
  readonly skuId: string;
  readonly title: string;
  readonly minimumQuantity: number;
  readonly maximumQuantity: number;
  readonly isTrial: boolean;
  readonly isAddon: boolean;
  readonly segments: readonly string[];
  /** `product:sku` of base products (R126). */
  readonly prerequisites: readonly string[];
  /** `product:sku` that its seats may be upgraded to (R128). */
  readonly upgradeTargets?: readonly string[];
  /** Of a trial: the `product:sku` that it becomes when it is paid for; the first one by itself, at its end (R136). */
  readonly conversionTargets?: readonly string[];
  readonly limitPerCustomer?: number;
  /** Whether more can be used than is licensed, billed by use. */
  readonly overage?: boolean;
  readonly licence?: Licence;
  readonly availabilities: readonly Availability[];
}

export interface Product {
  readonly productId: string;
  readonly title: string;
  readonly description: string;
  readonly productType: string;
  readonly subType?: string | null;
  readonly commerce: Commerce;
  readonly publisherName: string;
  /** Where the publisher of a marketplace product has it activated. */
  readonly landingPage?: string;
  readonly skus: readonly Sku[];
}

export interface OfferCategory {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
}

/** An offer of the older commerce system. */
export interface Offer {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly categoryId: string;
  readonly rank: number;
  readonly minimumQuantity: number;
  readonly maximumQuantity: number;
  readonly isAddOn: boolean;
  readonly isTrial?: boolean;
  readonly prerequisites: readonly string[];
  /** Ids of offers that it may be upgraded to (R128). */
  readonly upgradeTargets?: readonly string[];
  /** Of a trial: ids of the offers that it becomes when it is paid for. */
  readonly conversionTargets?: readonly string[];
  readonly billing: string;
  readonly unitType: string;
  readonly priceUsd: number | null;
  readonly product: { readonly id: string; readonly name: string };
  readonly licence?: { readonly skuId: string; readonly skuPartNumber: string };
}

export const products = data.products as unknown as readonly Product[];
export const offers = data.offers as unknown as readonly Offer[];
export const offerCategories = data.offerCategories as readonly OfferCategory[];

const productsById = new Map(products.map((product) => [product.productId.toUpperCase(), product]));
const offersById = new Map(offers.map((offer) => [offer.id.toUpperCase(), offer]));

/** Which segments a customer's qualifications open (R206). */
export function segmentsOf(qualifications: readonly string[]): string[] {
  if (qualifications.includes('GovernmentCommunityCloud')) return ['government'];
  const segments = ['commercial'];
  if (qualifications.includes('Education')) segments.push('education');
  if (qualifications.includes('Nonprofit')) segments.push('nonprofit');
  return segments;
}

/** Whether a product is sold in a cloud: everything in the public one, commercial new commerce only elsewhere. */
export function soldInCloud(product: Product, sku: Sku, cloud: Cloud): boolean {
  if (cloud === 'public') return true;
  return (
    cloudCapabilities[cloud].openToNewBusiness &&
    product.commerce === 'new_commerce' &&
    sku.segments.includes('commercial')
  );
}

export function findProduct(productId: string, cloud: Cloud): Product | undefined {
  const product = productsById.get(productId.toUpperCase());
  return product?.skus.some((sku) => soldInCloud(product, sku, cloud)) ? product : undefined;
}

export function findSku(product: Product, skuId: string, cloud: Cloud): Sku | undefined {
  return product.skus.find(
    (sku) => sku.skuId.toUpperCase() === skuId.toUpperCase() && soldInCloud(product, sku, cloud),
  );
}

export function findAvailability(sku: Sku, availabilityId: string): Availability | undefined {
  return sku.availabilities.find((one) => one.availabilityId.toUpperCase() === availabilityId.toUpperCase());
}

export function findOffer(offerId: string, cloud: Cloud): Offer | undefined {
  return cloud === 'public' ? offersById.get(offerId.toUpperCase()) : undefined;
}

/** Views of the product list, by what they show. */
const targetViews: Readonly<Record<string, (product: Product) => boolean>> = {
  azure: (product) => product.commerce === 'azure_plan',
  microsoftazure: (product) => product.commerce === 'azure_plan',
  msazr0145p: () => false,
  azurereservations: (product) => product.commerce === 'reservation',
  azurereservationsvm: (product) => product.commerce === 'reservation' && product.subType === 'VirtualMachines',
  azurereservationssql: (product) => product.commerce === 'reservation' && product.subType === 'SQL',
  azurereservationscosmosdb: (product) => product.commerce === 'reservation' && product.subType === 'CosmosDb',
  onlineservices: (product) => product.commerce === 'new_commerce',
  software: (product) => product.commerce === 'software',
  softwareperpetual: (product) => product.commerce === 'software' && product.subType === 'Perpetual',
  softwaresubscriptions: (product) => product.commerce === 'software' && product.subType === 'Term',
  softwaresuselinux: () => false,
  saas: (product) => product.commerce === 'marketplace',
  marketplacesaas: (product) => product.commerce === 'marketplace',
  specializedoffers: () => false,
};

/** The products of a view; undefined for a view that does not exist. */
export function productsOf(view: string, cloud: Cloud, segment?: string): Product[] | undefined {
  const key = view.toLowerCase().replaceAll(/[-_ ]/g, '');
  const shows = Object.hasOwn(targetViews, key) ? targetViews[key] : undefined;
  if (shows === undefined) return undefined;
  const wanted = segment?.toLowerCase();
  return products.filter(
    (product) =>
      shows(product) &&
      product.skus.some(
        (sku) => soldInCloud(product, sku, cloud) && (wanted === undefined || sku.segments.includes(wanted)),
      ),
  );
}

/** A price in the currency of a country's market, by the demonstration table. */
export function priceIn(country: string, priceUsd: number | null): number | null {
  return priceUsd === null ? null : convert(priceUsd, currencyOf(country));
}

/**
 * What a catalogue item id or an offer id buys in a country and cloud: `product:sku`, `product:sku:availability`, or an
 * offer's id; null when nothing is sold there under that id. An availability exists in every country of a market.
 */
export function itemFor(catalogueId: string, country: string, cloud: Cloud): CatalogueItem | null {
  if (!isCountry(country)) return null;
  const parts = catalogueId.split(':');
  if (parts.length === 1) return offerItem(catalogueId, country, cloud);
  if (parts.length > 3) return null;
  const product = findProduct(parts[0] as string, cloud);
  const sku = product === undefined ? undefined : findSku(product, parts[1] as string, cloud);
  if (product === undefined || sku === undefined) return null;
  const availability = parts[2] === undefined ? sku.availabilities[0] : findAvailability(sku, parts[2]);
  return availability === undefined ? null : skuItem(product, sku, availability, country);
}

function skuItem(product: Product, sku: Sku, availability: Availability, country: string): CatalogueItem {
  return {
    productId: product.productId,
    skuId: sku.skuId,
    availabilityId: availability.availabilityId,
    title: sku.title,
    commerce: product.commerce,
    isTrial: sku.isTrial,
    isAddon: sku.isAddon,
    prerequisites: sku.prerequisites,
    minimumQuantity: sku.minimumQuantity,
    maximumQuantity: sku.maximumQuantity,
    limitPerCustomer: sku.limitPerCustomer ?? null,
    segments: sku.segments,
    terms: availability.terms.map((term) => ({
      duration: term.duration,
      billingCycle: term.billingCycle,
      price: priceIn(country, term.priceUsd),
    })),
    currency: currencyOf(country),
    legacyAzure: false,
  };
}

/** An offer of the older system as an item: one-year commitment, billed monthly or yearly; Azure by usage, without end. */
function offerItem(offerId: string, country: string, cloud: Cloud): CatalogueItem | null {
  const offer = findOffer(offerId, cloud);
  if (offer === undefined) return null;
  const byUsage = offer.billing === 'usage';
  const currency = currencyOf(country, 'older');
  const price = offer.priceUsd === null ? null : convert(offer.priceUsd, currency);
  return {
    productId: offer.id,
    skuId: '',
    availabilityId: '',
    title: offer.name,
    commerce: 'legacy',
    isTrial: offer.isTrial ?? false,
    isAddon: offer.isAddOn,
    prerequisites: offer.prerequisites.map((id) => `${id}:`),
    minimumQuantity: offer.minimumQuantity,
    maximumQuantity: offer.maximumQuantity,
    limitPerCustomer: null,
    segments: ['commercial', 'education', 'nonprofit'],
    terms: offerTerms(offer, price),
    currency,
    legacyAzure: byUsage,
  };
}

function offerTerms(offer: Offer, price: number | null): ItemTerm[] {
  if (offer.billing === 'usage') return [{ duration: null, billingCycle: 'monthly', price: null }];
  if (offer.isTrial === true) return [{ duration: 'P1M', billingCycle: 'none', price: 0 }];
  return [
    { duration: 'P1Y', billingCycle: 'monthly', price },
    { duration: 'P1Y', billingCycle: 'annual', price },
  ];
}

/** What is known of a SKU that was bought: where it may be upgraded to, and what it becomes after its trial. */
function skuOf(productId: string, skuId: string): Sku | undefined {
  return productsById.get(productId.toUpperCase())?.skus.find((one) => one.skuId === skuId);
}

/** Where a subscription of this product is activated; undefined where nothing is to be. */
export function landingPageOf(productId: string): string | undefined {
  return productsById.get(productId.toUpperCase())?.landingPage;
}

/** Whether more of this SKU can be used than is licensed. */
export function hasOverage(productId: string, skuId: string): boolean {
  return skuOf(productId, skuId)?.overage ?? false;
}

/** Ids of what a subscription of this product and SKU, or of this offer, may be upgraded to (R128). */
export function upgradeTargetsOf(productId: string, skuId: string): readonly string[] {
  const of = skuId === '' ? offersById.get(productId.toUpperCase()) : skuOf(productId, skuId);
  return of?.upgradeTargets ?? [];
}

/** Ids of what a trial of this product and SKU, or of this offer, becomes when it is paid for (R136). */
export function conversionTargetsOf(productId: string, skuId: string): readonly string[] {
  const of = skuId === '' ? offersById.get(productId.toUpperCase()) : skuOf(productId, skuId);
  return of?.conversionTargets ?? [];
}

/** What a trial of new commerce becomes at its end: the first of its targets with that one's first term, priced in a currency. */
export function paidAfterTrial(
  trial: { readonly productId: string; readonly skuId: string },
  currency: string,
): (Pick<CatalogueItem, 'productId' | 'skuId' | 'availabilityId' | 'title'> & { readonly term: ItemTerm }) | undefined {
  if (trial.skuId === '') return undefined;
  const [productId, skuId] = conversionTargetsOf(trial.productId, trial.skuId)[0]?.split(':') ?? [];
  const sku = productId === undefined || skuId === undefined ? undefined : skuOf(productId, skuId);
  const availability = sku?.availabilities[0];
  const [first] = availability?.terms ?? [];
  if (productId === undefined || sku === undefined || availability === undefined || first === undefined)
    return undefined;
  const { availabilityId } = availability;
  const term = termOnOffer(
    { productId, skuId: sku.skuId, availabilityId },
    first.duration,
    first.billingCycle,
    currency,
  );
  return term === undefined ? undefined : { productId, skuId: sku.skuId, availabilityId, title: sku.title, term };
}

/**
 * The term on offer under a product, SKU and availability, priced in a currency: what a renewal to another term or
 * billing cycle costs. Undefined when it is not on offer.
 */
export function termOnOffer(
  id: { readonly productId: string; readonly skuId: string; readonly availabilityId: string },
  termDuration: string | null,
  billingCycle: string,
  currency: string,
): ItemTerm | undefined {
  const sku = skuOf(id.productId, id.skuId);
  const terms = sku === undefined ? [] : (findAvailability(sku, id.availabilityId)?.terms ?? []);
  const term = terms.find((one) => one.duration === termDuration && one.billingCycle === billingCycle);
  if (term === undefined) return undefined;
  return {
    duration: term.duration,
    billingCycle,
    price: term.priceUsd === null ? null : convert(term.priceUsd, currency),
  };
}

/** The licence that people are assigned from a subscription of this product and SKU; undefined where there is none. */
export function licenceOf(
  productId: string,
  skuId: string,
):
  | { readonly skuId: string; readonly skuPartNumber: string; readonly servicePlans: Licence['servicePlans'] }
  | undefined {
  if (skuId === '') {
    const licence = offersById.get(productId.toUpperCase())?.licence;
    return licence === undefined ? undefined : { ...licence, servicePlans: [] };
  }
  return skuOf(productId, skuId)?.licence;
}

/** A licence with the name of what gives it. */
export interface NamedLicence extends Licence {
  readonly name: string;
}

/** Licences by their id in the licensing system; where several SKUs give one, it is named after the first that is no trial. */
const licencesById = new Map<string, NamedLicence>();
for (const sku of products.flatMap((product) => product.skus).sort((a, b) => Number(a.isTrial) - Number(b.isTrial))) {
  if (sku.licence !== undefined && !licencesById.has(sku.licence.skuId))
    licencesById.set(sku.licence.skuId, { ...sku.licence, name: sku.title });
}
for (const { licence, name } of offers) {
  if (licence !== undefined && !licencesById.has(licence.skuId))
    licencesById.set(licence.skuId, { ...licence, servicePlans: [], name });
}

/** What is known of a licence by its id in the licensing system; undefined for one that nothing in the catalogue gives. */
export function findLicence(licenceSkuId: string): NamedLicence | undefined {
  return licencesById.get(licenceSkuId.toLowerCase());
}
