/** A refusal of any of the protocols, in one form. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** The stable name or number of the refusal, as the protocol has it. */
  readonly code: string;
  /** The realm's own name of the refusal, the same in every protocol; undefined when nobody refused: it failed. */
  readonly refusal: string | undefined;
  /** What it speaks of, where the protocol says so: a field, an object, a rule. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    facts: Readonly<Record<string, unknown>> = {},
    refusal?: string,
  ) {
    super(message);
    this.refusal = refusal;
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

interface Bodies {
  readonly detail?: string;
  readonly title?: string;
  readonly code?: string | number;
  readonly facts?: Record<string, unknown>;
  readonly description?: string;
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** Reads the error of a response: RFC 9457, Partner Center's envelope, or Graph's. */
export function problemOf(response: Response, body: unknown): Problem {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Bodies;
  const code = given.error?.code ?? given.code ?? response.status;
  const text =
    given.error?.message ?? given.detail ?? given.description ?? given.message ?? given.title ?? response.statusText;
  const refusal =
    response.headers.get('multipartner-refusal') ?? (given.facts === undefined ? undefined : String(code));
  return new Problem(response.status, String(code), text, given.facts, refusal);
}
