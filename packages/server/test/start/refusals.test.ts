import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processesOn, temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from './program.ts';

async function refusal(args: readonly string[], environment: Record<string, string> = {}) {
  const program = launch(args, environment);
  const { code } = await program.exited;
  expect(program.stdout()).toBe('');
  return { code, lines: program.stderr().trimEnd().split('\n') };
}

const production = { MULTIPARTNER_SECRET: 'x'.repeat(32), MULTIPARTNER_OPERATOR_EMAIL: 'ops@example.com' };

describe('wrong options end it with 2 and one sentence that names them', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['an unknown option', ['--prot', '4000'], {}, /'--prot'/],
    ['an unknown command', ['stop'], {}, /"stop" is not a command/],
    ['a port that is none', ['--port', '65536'], {}, /--port is "65536"/],
    ['a port of HTTPS that is none', ['--tls-port', 'x'], {}, /--tls-port is "x"/],
    ['a port of the environment that is none', [], { PORT: 'http' }, /PORT is "http"/],
    ['an option without its value', ['--data'], {}, /--data/],
    ['an unknown seed', ['--seed', 'many'], {}, /--seed is "many"/],
    ['a seed of none', ['--seed', '0'], {}, /--seed is "0"/],
    ['an instant that is none', ['--clock', 'tomorrow'], {}, /--clock is "tomorrow"/],
    ['neither on nor off', ['--mfa', 'yes'], {}, /--mfa is "yes"/],
    ['transfers that are neither', ['--new-commerce-transfers', 'yes'], {}, /--new-commerce-transfers is "yes"/],
    ['a throttle that is no rate', ['--throttle', '100'], {}, /--throttle is "100".*600\/60s/],
    ['a byte order mark that is neither', ['--bom', 'utf8'], {}, /--bom is "utf8"/],
    ['an unknown mode', ['--mode', 'test'], {}, /--mode is "test"/],
    ['a database that is no address', ['--database-url', 'localhost:5432'], {}, /--database-url must be an address/],
    ['another kind of database', [], { DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL must be an address/],
    ['production without its secret', ['--mode', 'production'], {}, /MULTIPARTNER_SECRET/],
    [
      'production without its operator',
      ['--mode', 'production'],
      { MULTIPARTNER_SECRET: production.MULTIPARTNER_SECRET },
      /MULTIPARTNER_OPERATOR_EMAIL/,
    ],
    ['the demo world in production', ['--mode', 'production', '--seed', 'demo'], production, /production begins empty/],
    [
      'generated customers in production',
      ['--mode', 'production', '--seed', '10'],
      production,
      /production begins empty/,
    ],
    ['a file to verify that is not named', ['verify'], {}, /"verify" is not a command: .*verify <file>/],
  ])('%s', async (_what, args, environment, sentence) => {
    const { code, lines } = await refusal(args, environment);
    expect(code).toBe(2);
    expect(lines).toEqual([expect.stringMatching(sentence)]);
    expect(lines[0]).toMatch(/^\S.*\.$/);
  });

  it('says nothing of a password in the address of a database', async () => {
    const { code, lines } = await refusal(['--database-url', 'postgres//me:hush@localhost/x']);
    expect(code).toBe(2);
    expect(lines.join()).not.toContain('hush');
  });
});

describe('a failure at start ends it with 1 and one sentence', () => {
  it('a port that is taken, by another program or its own HTTPS', { timeout: patient }, async () => {
    const data = await temporaryDirectory();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    try {
      for (const [args, option] of [
        [['--port', String(port)], '--port'],
        [['--port', '0', '--tls', '--tls-port', String(port)], '--tls-port'],
      ] as const)
        expect(await refusal([...args, '--data', data])).toEqual({
          code: 1,
          lines: [`Port ${port} on 127.0.0.1 is taken; choose another with ${option} (0 picks a free one).`],
        });
    } finally {
      other.close();
    }
    expect(processesOn(data)).toEqual([]);
  });

  it('an address that is not of this machine', { timeout: patient }, async () => {
    const { code, lines } = await refusal([
      '--port',
      '0',
      '--host',
      '203.0.113.1',
      '--data',
      await temporaryDirectory(),
    ]);
    expect(code).toBe(1);
    expect(lines).toEqual(['203.0.113.1 is no address of this machine; choose another with --host.']);
  });

  it('a data directory that another server uses, which goes on undisturbed', { timeout: patient }, async () => {
    const data = await temporaryDirectory();
    const running = await startProgram(['--data', data]);
    const { code, lines } = await refusal(['--port', '0', '--data', data]);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(`in use by another server \\(process ${running.child.pid}\\).*--data\\.$`),
    ]);
    expect((await running.call('alpha.admin', 'GET', '/v1/customers')).status).toBe(200);
    expect(await running.stop()).toBe(0);
  });

  it('a data directory that is a file, or would be inside one', async () => {
    const file = join(import.meta.dirname, 'program.ts');
    for (const [data, what] of [
      [file, 'is a file'],
      [join(file, 'deeper', 'data'), `would be inside ${file}, which is a file`],
    ] as const) {
      const { code, lines } = await refusal(['--port', '0', '--data', data]);
      expect(code).toBe(1);
      expect(lines).toEqual([`The data directory ${data} ${what}: choose a directory with --data.`]);
    }
  });

  it('a database that cannot be reached', { timeout: patient }, async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    other.close();
    await once(other, 'close');
    for (const [url, why] of [
      [`postgres://me:hush@127.0.0.1:${port}/x`, /^The database cannot be reached: .*ECONNREFUSED.*\.$/],
      ['postgres://me:hush@nowhere.invalid/x', /^The database cannot be reached: .*nowhere\.invalid.*\.$/],
    ] as const) {
      const { code, lines } = await refusal(['--port', '0'], { DATABASE_URL: url });
      expect(code).toBe(1);
      expect(lines).toEqual([expect.stringMatching(why)]);
      expect(lines[0]).not.toContain('hush');
    }
  });
});
