import { type Static, type TSchema, Type } from 'typebox';
import { text } from './property.ts';

export const KeyValue = Type.Object({
  key: Type.String({ description: 'Name' }),
  value: text('Value; absent when there is none'),
});

/** Where to go next, how, and with which headers. The address has neither host nor version. */
export const Link = Type.Object({
  uri: Type.String({ description: 'Path and query, without host and version' }),
  method: Type.String({ description: 'HTTP method' }),
  headers: Type.Array(KeyValue, { description: 'Headers to send along' }),
});
export type Link = Static<typeof Link>;

const maybe = Type.Optional(Link);

/** The links of most resources and of every list. */
export const Links = Type.Object({ self: maybe, next: maybe, previous: maybe });
export type Links = Static<typeof Links>;

export const links = Type.Optional(Links);

/** What a resource is, and which version of it this is where versions are kept. */
export const Attributes = Type.Object({
  etag: text('Version of the resource, to be sent back in If-Match'),
  objectType: Type.String({ description: 'Name of the resource' }),
});
export type Attributes = Static<typeof Attributes>;

export const attributes = Type.Optional(Attributes);

/** The part of `attributes` that a request may carry: the version that it means to change. */
export const attributesInRequest = Type.Optional(Type.Object({ etag: text('Version of the resource that was read') }));

/** The envelope of lists. */
export const Collection = <T extends TSchema>(items: T) =>
  Type.Object({
    totalCount: Type.Integer({ description: 'How many there are on all pages together' }),
    items: Type.Array(items),
    links,
    attributes: Attributes,
  });

/** The envelope of lists that are paged by a continuation token. */
export const SeekCollection = <T extends TSchema>(items: T) =>
  Type.Object({
    totalCount: Type.Integer({ description: 'How many there are on all pages together' }),
    items: Type.Array(items),
    links,
    continuationToken: text('Asks for the next page, in the header MS-ContinuationToken; absent on the last one'),
    attributes: Attributes,
  });

/** A postal address. Which members are needed depends on the country. */
export const Address = Type.Object({
  country: text('ISO 3166 code of two letters'),
  region: text('Region'),
  city: text('City'),
  state: text('State or province'),
  addressLine1: text('First line'),
  addressLine2: text('Second line'),
  postalCode: text('Postal code'),
  firstName: text('Given name of the person at this address'),
  middleName: text('Middle name of the person at this address'),
  lastName: text('Family name of the person at this address'),
  phoneNumber: text('Telephone number'),
});
export type Address = Static<typeof Address>;

export const Contact = Type.Object({
  firstName: text('Given name'),
  middleName: text('Middle name'),
  lastName: text('Family name'),
  email: text('Mail address'),
  phoneNumber: text('Telephone number'),
});
export type Contact = Static<typeof Contact>;

/** How every refusal looks. */
export const ErrorBody = Type.Object({
  code: Type.Union([Type.Integer(), Type.String()], {
    description: 'Documented number of the refusal, or a name where none is documented',
  }),
  description: Type.String({ description: 'What was refused and why' }),
  data: Type.Array(Type.Unknown(), { description: 'What a program may want to read: ids, fields' }),
  source: Type.String({ description: 'Which part refused' }),
});
export type ErrorBody = Static<typeof ErrorBody>;

/** Words for how often is billed. In a request `unknown` means that the caller leaves the choice open. */
export const billingCycles = ['monthly', 'annual', 'none', 'one_time', 'triennial', 'biennial'] as const;
