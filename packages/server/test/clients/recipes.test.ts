import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type SecureServer, serveSecurely } from '@multipartner/testkit/secure.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const folder = join(root, 'docs/clients');

interface Recipe {
  readonly file: string;
  readonly language: string;
  readonly text: string;
  readonly output: string;
}

/** What is to be run of a document: blocks marked so, each with the output that the next block shows. */
function recipesOf(file: string): Recipe[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return [...text.matchAll(/^```(\w+) run\n(.*?)^```\n+(?:```output\n(.*?)^```)?/gms)].map(
    ([, language = '', code = '', output = '']) => ({ file, language, text: code, output: output.trim() }),
  );
}

const works = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const python = ['/usr/bin/python3', 'python3'].find((one) => works(one, '-c', 'import msal, requests'));

/** Documents whose client not every machine has. */
const installed: Readonly<Record<string, boolean>> = {
  'python.md': python !== undefined,
  'azure-cli.md': works('az', '--version'),
};

const commands: Readonly<Record<string, readonly string[]>> = {
  sh: ['bash', '-euo', 'pipefail', '-c'],
  js: [process.execPath, '--input-type=module', '--eval'],
  python: [python ?? 'python3', '-c'],
};

const files = readdirSync(folder).filter((name) => name !== 'README.md');
const recipes = files.filter((file) => installed[file] ?? true).flatMap(recipesOf);

it('every recipe is run, or says that it is not', () => {
  for (const file of files) {
    const said = readFileSync(join(folder, file), 'utf8').includes('**Not run here**');
    expect([file, said]).toEqual([file, recipesOf(file).length === 0]);
    for (const { language, output } of recipesOf(file)) {
      expect(commands).toHaveProperty(language);
      expect(output).not.toBe('');
    }
  }
});

describe('what the recipes say is so', () => {
  let server: TestServer;
  let secure: SecureServer;
  beforeAll(async () => {
    server = await startServer();
    secure = await serveSecurely(server);
  });
  afterAll(async () => {
    await secure.close();
    await server.stop();
  });

  it.each(recipes.map((recipe) => [recipe.file, recipe.text.split('\n')[0], recipe] as const))(
    '%s: %s',
    { timeout: 60_000 },
    async (_file, _first, { language, text, output }) => {
      const here = text
        .replaceAll('http://127.0.0.1:4000', server.url)
        .replaceAll('127.0.0.1:4443', new URL(secure.url).host.replace('localhost', '127.0.0.1'))
        .replaceAll('.multipartner/tls/authority.pem', secure.ca);
      const [command = '', ...args] = commands[language] ?? [];
      const child = spawn(command, [...args, here], {
        cwd: root,
        // A recipe of the shell sets what it needs; the others say above what they are started with.
        env: language === 'sh' && !text.includes('az ') ? { PATH: process.env.PATH } : secure.environment,
      });
      let [said, wrong] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        said += part;
      });
      child.stderr.setEncoding('utf8').on('data', (part: string) => {
        wrong += part;
      });
      await new Promise((closed) => child.once('close', closed));
      expect({ said: said.trim(), wrong: said.trim() === output ? '' : wrong }).toEqual({ said: output, wrong: '' });
    },
  );

  it('the ids and secrets in them are those of the demo world', () => {
    const written = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    for (const key of ['alpha', 'beta']) {
      const [application] = server.tenant(key).applications;
      expect(written).toContain(application?.clientId);
      expect(written).toContain(application?.clientSecret);
    }
    expect(written).toContain(server.tenant('litware').id);
  });
});
