import { exceptionsFor, loadExceptions } from '@multipartner/testkit/recorded/exceptions.ts';
import { loadOperations, type RecordedOperation, type Sample } from '@multipartner/testkit/recorded/samples.ts';
import { normalise } from 'multipartner/protocols/partner-center/house/normalise.ts';
import { type OperationSchemas, operationSchemas } from 'multipartner/protocols/partner-center/schemas/index.ts';
import { routes } from 'multipartner/protocols/partner-center/v1/index.ts';
import type { TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { describe, expect, it } from 'vitest';

interface Node {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

const operations = loadOperations();
const exceptions = loadExceptions();
/** What the core's table says of an operation; of every other one what its route reads and answers. */
function schemasOf(id: string): OperationSchemas {
  const stated = (operationSchemas as Readonly<Record<string, OperationSchemas>>)[id];
  const route = routes.find(({ serves }) => serves?.includes(id));
  return (
    stated ?? {
      ...(route?.body === undefined ? {} : { request: route.body }),
      ...(route?.answer === undefined ? {} : { response: route.answer }),
    }
  );
}

/** What of a published body the schema does not know, by path. */
function unknownIn(value: unknown, schema: Node | undefined, path: string, misprinted: readonly string[]): string[] {
  if (misprinted.includes(path.toLowerCase())) return [];
  if (value === null) return [];
  if (schema === undefined) return [path];
  if (Object.keys(schema).every((key) => key === 'description')) return [];
  if (Array.isArray(value)) {
    return schema.type === 'array'
      ? value.flatMap((item) => unknownIn(item, schema.items, `${path}[]`, misprinted))
      : [`${path} is a list`];
  }
  if (typeof value === 'object') {
    const pattern = Object.values(schema.patternProperties ?? {})[0];
    const names = new Map(Object.entries(schema.properties ?? {}).map(([name, node]) => [name.toLowerCase(), node]));
    return Object.entries(value).flatMap(([name, member]) =>
      unknownIn(member, names.get(name.toLowerCase()) ?? pattern, path === '' ? name : `${path}.${name}`, misprinted),
    );
  }
  const types: Readonly<Record<string, string>> = {
    integer: 'number',
    number: 'number',
    string: 'string',
    boolean: 'boolean',
  };
  if (schema.enum !== undefined) return typeof value === 'string' ? [] : [`${path} is no text`];
  if (schema.type === undefined) return [];
  return types[schema.type] === typeof value ? [] : [`${path} is a ${typeof value}, not ${schema.type}`];
}

/** A JSON pointer as exceptions write it: `/items/0/status` is `items[].status`. */
const memberAt = (pointer: string) => pointer.replaceAll(/\/\d+/g, '[]').replace(/^\//, '').replaceAll('/', '.');

function insideOf(schema: Node | undefined, member: string | undefined): Node | undefined {
  const steps = (member ?? '').split(/[.[\]]+/).filter((step) => step !== '');
  return steps.reduce<Node | undefined>(
    (node, step) => (/^\d+$/.test(step) ? node?.items : node?.properties?.[step]),
    schema,
  );
}

/** Operations that never have anything to say, or say what they lack, in the support matrix. */
const lacking = new Set(
  routes.flatMap(({ serves, empty, partly }) => (empty === true ? [...(serves ?? [])] : Object.keys(partly ?? {}))),
);

const responses = operations
  .filter(({ id }) => !lacking.has(id))
  .flatMap((operation) =>
    operation.samples
      .filter((sample) => sample.response !== null && sample.response.body !== null && sample.response.status < 400)
      .map((sample) => [`${operation.id}/${sample.name}`, operation, sample] as const),
  );
const requests = operations.flatMap((operation) =>
  operation.samples
    .filter((sample) => sample.request !== null && sample.request.body !== null)
    .map((sample) => [`${operation.id}/${sample.name}`, operation, sample] as const),
);

/** Members that clients send back as they read them, and that nobody can change. */
const readOnly = new Set([
  'links',
  'attributes',
  'attributes.objecttype',
  'relationshiptopartner',
  'lineitems[].attributes',
  'creationdate',
  'creationtimestamp',
  'lastmodifiedtimestamp',
  'lastmodifieduser',
  'expirationtimestamp',
  'effectivestartdate',
  'commitmentenddate',
  'commerceid',
  'usercredentials',
  'customdomains',
  'companyprofile.tenantid',
  'companyprofile.attributes',
  'offerid',
  'offername',
  'producttype',
  'unittype',
  'parentsubscriptionid',
  'haspurchasableaddons',
  'istrial',
  'billingtype',
  'renewaltermduration',
  'refundoptions',
  'refundablequantity',
  'ismicrosoftproduct',
  'publishername',
  'attentionneeded',
  'actiontaken',
  'contracttype',
  'orderid',
  'licensewarnings',
  'profiletype',
  'vettingstatus',
  'vettingsubstatus',
  'devicesassigned',
  'createddate',
  'lastmodifieddate',
  'lastcloseddate',
  'iseligible',
  'upgradeerrors',
  // An offer stands with all that is known of it; its id is what is meant.
  'targetoffer.name',
  'targetoffer.description',
  'targetoffer.minimumquantity',
  'targetoffer.maximumquantity',
  'targetoffer.rank',
  'targetoffer.uri',
  'targetoffer.locale',
  'targetoffer.country',
  'targetoffer.category',
  'targetoffer.prerequisiteoffers',
  'targetoffer.isaddon',
  'targetoffer.isavailableforpurchase',
  'targetoffer.billing',
  'targetoffer.isautorenewable',
  'targetoffer.product',
]);

describe('the schemas of the wire', () => {
  it.each(responses)(
    'know every member of the published answer %s',
    (_, operation: RecordedOperation, sample: Sample) => {
      const excuses = exceptionsFor(exceptions, operation.id, sample.name);
      const misprinted = excuses.filter((one) => one.kind === 'misprint').map((one) => one.member.toLowerCase());
      const schema = insideOf(
        schemasOf(operation.id).response as Node | undefined,
        excuses.find((one) => one.kind === 'inside')?.member,
      );
      expect(unknownIn(sample.response?.body, schema, '', misprinted)).toEqual([]);
    },
  );

  it.each(responses)(
    'have the values of the published answer %s',
    (_, operation: RecordedOperation, sample: Sample) => {
      const schema = schemasOf(operation.id).response as TSchema;
      const misprinted = exceptionsFor(exceptions, operation.id, sample.name)
        .filter((one) => one.kind === 'misprint')
        .map((one) => one.member.toLowerCase());
      const wrong = Errors(schema, normalise(schema, sample.response?.body)).filter(
        (one) => one.keyword !== 'required' && !misprinted.includes(memberAt(one.instancePath).toLowerCase()),
      );
      expect(wrong.map((one) => `${one.instancePath} ${one.message}`)).toEqual([]);
    },
  );

  it.each(requests)(
    'know every member that can be written of the published request %s',
    (_, operation: RecordedOperation, sample: Sample) => {
      const unknown = unknownIn(sample.request?.body, schemasOf(operation.id).request as Node | undefined, '', []);
      const writable = unknown.filter(
        (path) => ![...readOnly].some((one) => path.toLowerCase() === one || path.toLowerCase().endsWith(`.${one}`)),
      );
      expect(writable).toEqual([]);
    },
  );

  it.each(requests)('read the published request %s', (_, operation: RecordedOperation, sample: Sample) => {
    const schema = schemasOf(operation.id).request as TSchema;
    const value = normalise(schema, sample.request?.body);
    expect(Check(schema, value), JSON.stringify(value)).toBe(true);
    expect(Object.keys(value as object).length).toBeGreaterThan(0);
  });

  it('leave every member of a request out of what must be there', () => {
    const demanding = Object.entries(operationSchemas).flatMap(([id, { request }]: [string, OperationSchemas]) =>
      request !== undefined &&
      JSON.stringify(request, (key, value) => (key === 'participants' ? undefined : value)).includes('"required"')
        ? [id]
        : [],
    );
    expect(demanding).toEqual([]);
  });
});
