import { randomUUID } from 'node:crypto';
import type { HardWired } from './hard-wired.ts';
import { partnerCenter } from './hard-wired.ts';

type Json = unknown;

/** An object as Json.NET writes one of the SDK's: names in PascalCase, nothing left out. */
export function pascal(value: Json): Json {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, pascal(inner)]),
  );
}

/** A date of .NET that nobody has set. */
export const unsetDate = '0001-01-01T00:00:00';

/** Sends as the Partner Center .NET SDK does: its headers in its order, no User-Agent, no charset. */
export function dotnetClient(wired: HardWired, token: string, requestId = randomUUID) {
  const correlation = randomUUID();
  return (method: string, pathAndQuery: string, body?: Json, more: readonly (readonly [string, string])[] = []) =>
    wired.send(
      method,
      `${partnerCenter}/v1${pathAndQuery}`,
      [
        ['Authorization', `Bearer ${token}`],
        ['Accept', 'application/json'],
        ['MS-RequestId', requestId()],
        ['MS-CorrelationId', correlation],
        ['X-Locale', 'en-US'],
        ['MS-PartnerCenter-Client', 'Partner Center .NET SDK'],
        ['MS-SdkVersion', '3.4.0.0'],
        ['MS-PartnerCenter-Application', 'Partner Center .NET SDK Samples'],
        ...more,
        ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
        ...(method === 'DELETE' ? [['Content-Length', '0'] as const] : []),
      ],
      body === undefined ? undefined : JSON.stringify(body),
    );
}
