import { type TSchema, Type } from 'typebox';

/** Members of wire resources. Each may be absent: what has no value is left out, never written as null. */

export const text = (description: string) => Type.Optional(Type.String({ description }));

export const guid = (description: string) => Type.Optional(Type.String({ description: `${description}; a GUID` }));

export const whole = (description: string) => Type.Optional(Type.Integer({ description }));

export const money = (description: string) =>
  Type.Optional(Type.Number({ description: `${description}; a number without currency` }));

export const flag = (description: string) => Type.Optional(Type.Boolean({ description }));

export const instant = (description: string) =>
  Type.Optional(Type.String({ description: `${description}; ISO 8601 in UTC` }));

export const duration = (description: string) =>
  Type.Optional(Type.String({ description: `${description}; an ISO 8601 duration such as P1M, P1Y` }));

export const oneOf = <const V extends string[]>(values: V, description: string) =>
  Type.Optional(Type.Enum(values, { description }));

export const texts = (description: string) => Type.Optional(Type.Array(Type.String(), { description }));

export const list = <T extends TSchema>(items: T, description: string) =>
  Type.Optional(Type.Array(items, { description }));

export const map = (description: string) => Type.Optional(Type.Record(Type.String(), Type.String(), { description }));

export const anything = (description: string) =>
  Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description }));
