export type Kind = 'string' | 'guid' | 'date' | 'enum' | 'boolean' | 'number';

export interface Property {
  readonly kind: Kind;
  /** Whether `$filter` may ask for it; not when absent. */
  readonly filter?: boolean;
  /** Whether `$orderby` may name it; not when absent. */
  readonly order?: boolean;
  /** The members of an enumeration. */
  readonly members?: readonly string[];
}

/** What of a resource can be asked for: documented paths in documented casing, such as `customer/tenantId`. */
export type Shape = Readonly<Record<string, Property>>;

/** The path as documented, for one in whatever casing. */
export function findPath(shape: Shape, path: string): string | undefined {
  if (Object.hasOwn(shape, path)) return path;
  const wanted = path.toLowerCase();
  return Object.keys(shape).find((one) => one.toLowerCase() === wanted);
}
