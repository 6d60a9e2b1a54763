/** An option of the command line, as the parser and the person at the terminal need to know it. */
interface Option {
  readonly type: 'string' | 'boolean';
  /** What stands for its value, and what it means. */
  readonly value?: string;
  readonly meaning: string;
}

/** Every option of `start`, in the order in which help and README list them; `--keys` belongs to `verify`. */
export const options = {
  port: { type: 'string', value: 'N', meaning: 'listen there; 0 picks a free one (4000; also PORT)' },
  host: { type: 'string', value: 'ADDR', meaning: 'the address to listen on (127.0.0.1)' },
  data: { type: 'string', value: 'DIR', meaning: 'where the database lives (.multipartner)' },
  'database-url': {
    type: 'string',
    value: 'URL',
    meaning: 'this PostgreSQL, 15 or newer, not the embedded one (also DATABASE_URL)',
  },
  seed: {
    type: 'string',
    value: 'SEED',
    meaning: "a fresh database's world: demo, empty, or a number of customers (demo)",
  },
  clock: { type: 'string', value: 'INSTANT', meaning: "where a fresh world's clock starts (now)" },
  tls: { type: 'boolean', meaning: 'serve HTTPS too, with a certificate of a local authority' },
  'tls-port': { type: 'string', value: 'N', meaning: "HTTPS's port (4443)" },
  mfa: { type: 'string', value: 'on|off', meaning: "want a second factor in people's tokens (off; in production on)" },
  bom: {
    type: 'string',
    value: 'on|off',
    meaning: "begin Partner Center's answers with a byte order mark, as the vendor does (off)",
  },
  'new-commerce-transfers': {
    type: 'string',
    value: 'on|off',
    meaning: 'let partners transfer new-commerce licences to each other; kept with the realm (off)',
  },
  throttle: {
    type: 'string',
    value: 'RATE',
    meaning: 'requests of a partner for each customer, as 600/60s, or off (6000/60s; in production 1200/60s)',
  },
  mode: { type: 'string', value: 'MODE', meaning: 'sandbox or production, which has no sandbox controls (sandbox)' },
  json: { type: 'boolean', meaning: 'print one line of JSON when ready, and nothing else' },
  keys: { type: 'string', value: 'FILE', meaning: 'verify: a key set to trust rather than the one in the file' },
  help: { type: 'boolean', meaning: 'print this' },
} as const satisfies Readonly<Record<string, Option>>;

/** How this program is called: from a clone, or from the package that others install. */
export const calledBy = import.meta.url.endsWith('.ts') ? 'npm start --' : 'multipartner';

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.entries<Option>(options).map(([name, { value, meaning }]) => {
    const usage = value === undefined ? `--${name}` : `--${name} ${value}`;
    return `  ${usage.padEnd(20)}  ${meaning}`;
  });
  return [
    'Multipartner: a partner centre that anyone can run.',
    '',
    `  ${calledBy} [options]               start it; Ctrl-C stops it`,
    `  ${calledBy} verify FILE [options]   recompute a file of GET /multipartner/v1/evidence/protected, offline`,
    `  ${calledBy} certificates [options]  make what --tls serves with, and say where its authority's file is`,
    '',
    ...rows,
  ].join('\n');
}
