import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { deny } from '../../operations/sandbox/sandbox.ts';

/** Reads a body or a query strictly: every member is known and valid, or the refusal names the one at fault. */
export function reader<S extends TSchema>(schema: S): (value: unknown) => Static<S> {
  const compiled = Compile(schema);
  return (value) => {
    const given = value ?? {};
    if (compiled.Check(given)) return given as Static<S>;
    const [error] = compiled.Errors(given);
    const place = (error?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.');
    const params = (
      error as { params?: { requiredProperties?: string[]; additionalProperties?: string[] } } | undefined
    )?.params;
    const inside = (name: string) => [place, name].filter(Boolean).join('.');
    const missing = params?.requiredProperties?.[0];
    if (missing !== undefined) throw deny('value-missing', { field: inside(missing) });
    const unknown = params?.additionalProperties?.[0];
    if (unknown !== undefined) throw deny('value-invalid', { field: inside(unknown), reason: 'is not known here' });
    throw deny('value-invalid', { field: place || 'body', reason: error?.message ?? 'is not valid' });
  };
}
