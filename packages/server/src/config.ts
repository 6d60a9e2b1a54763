import { parseArgs } from 'node:util';
import type { Mode } from './operations/realm.ts';
import { calledBy, options } from './options.ts';
import { type Rate, usualRates } from './rates.ts';

/** What the program was told: options of the command line first, the environment second. Only this file reads either. */
export interface Config {
  readonly command: 'start' | 'verify' | 'certificates' | 'help';
  /** The file of `verify`, and a key set to trust instead of the file's own. */
  readonly file: string | undefined;
  readonly keys: string | undefined;
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly databaseUrl: string | undefined;
  readonly seed: 'demo' | 'empty' | number;
  /** Whether that seed was asked for, or is the usual one. */
  readonly seedAsked: boolean;
  readonly tls: boolean;
  readonly tlsPort: number;
  readonly clock: Date | undefined;
  readonly mfa: boolean;
  /** Whether Partner Center's answers begin with a byte order mark. */
  readonly byteOrderMark: boolean;
  /** Whether partners transfer licences of new commerce from now on; undefined: as it was (R189, R190). */
  readonly newCommerceTransfers: boolean | undefined;
  /** How much a partner may ask for of each customer; undefined: as much as it likes. */
  readonly throttle: Rate | undefined;
  readonly mode: Mode;
  readonly json: boolean;
  readonly logLevel: string;
  /** Encrypts keys and second factors at rest; required in production. */
  readonly masterSecret: string | undefined;
  readonly operatorEmail: string | undefined;
  readonly acceptLegacyAudience: boolean;
  readonly trustProxy: boolean;
}

/** Wrong options: one clear sentence, exit code 2. */
export class ConfigError extends Error {}

export function readConfig(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Config {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new ConfigError(`${problemOf(error as Error)}; "${calledBy} --help" lists the options.`);
  }
  const given = parsed.values;
  const [command = 'start', ...rest] = given.help ? ['help'] : parsed.positionals;
  const known =
    (['start', 'certificates', 'help'].includes(command) && rest.length === 0) ||
    (command === 'verify' && rest.length === 1);
  if (!known)
    throw new ConfigError(
      `"${parsed.positionals.join(' ')}" is not a command: use "start", "certificates" or "verify <file>"` +
        (calledBy === 'multipartner'
          ? '.'
          : '; npm passes options on only after two dashes, as in "npm start -- --port 4001".'),
    );
  const starts = command === 'start';
  const mode = oneOf('--mode', given.mode ?? environment.MULTIPARTNER_MODE ?? 'sandbox', [
    'sandbox',
    'production',
  ]) as Mode;
  const masterSecret = environment.MULTIPARTNER_SECRET;
  const operatorEmail = environment.MULTIPARTNER_OPERATOR_EMAIL;
  if (starts && mode === 'production' && (masterSecret === undefined || masterSecret.length < 32)) {
    throw new ConfigError(
      'Production needs MULTIPARTNER_SECRET: at least 32 random characters that encrypt the keys at rest.',
    );
  }
  if (starts && mode === 'production' && !/^[^\s@]+@[^\s@]+$/.test(operatorEmail ?? '')) {
    throw new ConfigError(
      'Production needs MULTIPARTNER_OPERATOR_EMAIL: the address of the operator, who gets the first, one-time password.',
    );
  }
  const seed = seedOf(given.seed ?? (mode === 'production' ? 'empty' : 'demo'));
  if (mode === 'production' && seed !== 'empty') {
    throw new ConfigError(
      `--seed is "${given.seed}": production begins empty, because everybody knows the passwords of the demo world.`,
    );
  }
  return {
    command: command as Config['command'],
    file: rest[0],
    keys: given.keys,
    port: given.port === undefined ? port('PORT', environment.PORT ?? '4000') : port('--port', given.port),
    host: given.host ?? '127.0.0.1',
    data: given.data ?? '.multipartner',
    databaseUrl: databaseUrl(given['database-url'], environment.DATABASE_URL),
    seed,
    seedAsked: given.seed !== undefined,
    tls: given.tls ?? false,
    tlsPort: port('--tls-port', given['tls-port'] ?? '4443'),
    clock: given.clock === undefined ? undefined : instant('--clock', given.clock),
    mfa: oneOf('--mfa', given.mfa ?? (mode === 'production' ? 'on' : 'off'), ['on', 'off']) === 'on',
    byteOrderMark: oneOf('--bom', given.bom ?? 'off', ['on', 'off']) === 'on',
    newCommerceTransfers:
      given['new-commerce-transfers'] === undefined
        ? undefined
        : oneOf('--new-commerce-transfers', given['new-commerce-transfers'], ['on', 'off']) === 'on',
    throttle: rateOf(given.throttle, mode),
    mode,
    json: given.json ?? false,
    logLevel: environment.MULTIPARTNER_LOG ?? 'warn',
    masterSecret,
    operatorEmail,
    acceptLegacyAudience:
      oneOf('MULTIPARTNER_LEGACY_AUDIENCE', environment.MULTIPARTNER_LEGACY_AUDIENCE ?? 'on', ['on', 'off']) === 'on',
    trustProxy:
      oneOf('MULTIPARTNER_TRUST_PROXY', environment.MULTIPARTNER_TRUST_PROXY ?? 'off', ['on', 'off']) === 'on',
  };
}

/** The parser's own sentences are long, and their advice is about the parser. */
function problemOf(error: Error): string {
  const [, unknown] = /^Unknown option '([^']+)'/.exec(error.message) ?? [];
  if (unknown !== undefined) return `There is no option '${unknown}'`;
  const [, name, what] =
    /^Option '(?:-\w, )?(--[\w-]+).*?' (argument missing|argument is ambiguous|does not take)/.exec(error.message) ??
    [];
  if (name === undefined) return error.message.replace(/\.$/, '');
  return what === 'does not take' ? `${name} takes no value` : `${name} lacks its value`;
}

function rateOf(value: string | undefined, mode: Mode): Rate | undefined {
  if (value === 'off') return undefined;
  if (value === undefined) return usualRates[mode];
  const [, requests, seconds] = /^([1-9]\d{0,6})\/([1-9]\d{0,4})s$/.exec(value) ?? [];
  if (requests === undefined)
    throw new ConfigError(`--throttle is "${value}": it must be off, or a rate such as 600/60s.`);
  return { requests: Number(requests), seconds: Number(seconds) };
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  if (!allowed.includes(value)) throw new ConfigError(`${name} is "${value}": it must be ${allowed.join(' or ')}.`);
  return value;
}

function port(name: string, value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65535)
    throw new ConfigError(`${name} is "${value}": it must be a number from 0 to 65535.`);
  return number;
}

function databaseUrl(option: string | undefined, variable: string | undefined): string | undefined {
  const [name, value] = option === undefined ? ['DATABASE_URL', variable] : ['--database-url', option];
  // Not the value: it may hold a password.
  if (value !== undefined && !(/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)))
    throw new ConfigError(`${name} must be an address such as postgres://user:password@host:5432/database.`);
  return value;
}

function seedOf(value: string): Config['seed'] {
  if (value === 'demo' || value === 'empty') return value;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 5_000_000) {
    throw new ConfigError(`--seed is "${value}": it must be demo, empty, or a number of customers from 1 to 5000000.`);
  }
  return number;
}

function instant(name: string, value: string): Date {
  const date = new Date(value);
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(value) || Number.isNaN(date.getTime())) {
    throw new ConfigError(`${name} is "${value}": it must be an instant such as 2026-11-22T08:00:00Z.`);
  }
  return date;
}

/**
 * What a server that a test suite starts may see of the environment: nothing of the suite's own, whose `PORT` or
 * `DATABASE_URL` mean something else.
 */
export function bareEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'MULTIPARTNER_LOG'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
