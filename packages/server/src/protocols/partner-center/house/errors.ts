import type { Refusal, RefusalCode } from '@multipartner/domain/refusal.ts';
import { access } from './errors/access.ts';
import { directory } from './errors/directory.ts';
import { moves } from './errors/moves.ts';
import { relationships } from './errors/relationships.ts';
import type { Rendering } from './errors/rendering.ts';
import { selling } from './errors/selling.ts';
import { transfers } from './errors/transfers.ts';

/** Every refusal of the domain in this protocol's words. Numbers are the documented ones where the documentation has one. */
export const renderings: Readonly<Record<RefusalCode, Rendering>> = {
  ...access,
  ...relationships,
  ...selling,
  ...moves,
  ...transfers,
  ...directory,
};

export interface ErrorBody {
  readonly code: number | string;
  readonly description: string;
  readonly data: readonly string[];
  readonly source: string;
}

/** The error envelope of this protocol. `data` lists what a program may want to read: blocking ids, fields. */
export function errorBody(refusal: Refusal): { status: number; body: ErrorBody } {
  const { status, code, say } = renderings[refusal.code];
  const data = Object.values(refusal.facts).flatMap((fact) => (Array.isArray(fact) ? fact : []));
  return { status, body: { code, description: say(refusal.facts), data, source: 'Multipartner' } };
}

/** The envelope as the emitted contract describes it. */
export const contractErrorSchema = {
  type: 'object',
  required: ['code', 'description', 'data', 'source'],
  properties: {
    code: {
      type: ['integer', 'string'],
      description: 'The documented number of the refusal, or a name of ours where none is documented.',
    },
    description: { type: 'string', description: 'What was refused and why, for a person.' },
    data: {
      type: 'array',
      items: { type: 'string' },
      description: 'What a program may want to read: blocking ids, fields.',
    },
    source: { type: 'string' },
  },
};
