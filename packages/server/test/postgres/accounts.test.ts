import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { query, startServer, temporaryDirectory } from './servers.ts';
import { cloneInto, nativeIn, type Person } from './small-clone.ts';

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? person('nobody') : undefined;

it('runs from a read-only installation whose install script was blocked, links in the data directory', async () => {
  const directory = await temporaryDirectory();
  const clone = cloneInto(join(directory, 'clone'));
  const lib = join(nativeIn(clone.directory), 'lib');
  for (const name of readdirSync(lib)) if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name));
  chmodSync(lib, 0o555);
  onTestFinished(() => chmodSync(lib, 0o755));
  const own = join(directory, 'own');
  mkdirSync(own, { mode: 0o700 });
  if (nobody) chownSync(own, nobody.uid, nobody.gid);

  const server = await startServer(join(own, 'data'), { ...clone, ...nobody });
  expect(await query(server.connection, `select 'a' ~ 'A' as matches`)).toEqual([{ matches: false }]);
  expect(readdirSync(join(own, 'data', 'lib')).length).toBeGreaterThan(0);
  expect(server.stderr()).toBe('');
});

it('completes the libraries in the installation, where it may', async () => {
  const directory = await temporaryDirectory();
  const clone = cloneInto(join(directory, 'clone'));
  const lib = join(nativeIn(clone.directory), 'lib');
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink());
  for (const name of links) rmSync(join(lib, name));

  await startServer(join(directory, 'data'), clone);
  for (const name of links) expect(existsSync(join(lib, name)), name).toBe(true);
  expect(existsSync(join(directory, 'data', 'lib'))).toBe(false);
});

describe.runIf(isRoot)('as root', () => {
  it('PostgreSQL runs as another user, who owns its files and nothing else', async () => {
    const data = join(await temporaryDirectory(), 'data');
    const server = await startServer(data);
    const account = statSync(`/proc/${server.pid}`).uid;
    expect(account).not.toBe(0);
    expect(statSync(join(data, 'postgres')).uid).toBe(account);
    expect(statSync(join(data, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(data).uid).toBe(0);
    expect(server.stderr()).toBe('');
  });

  it('an empty data directory that is closed to others is handed to that user', async () => {
    const data = join(await temporaryDirectory(), 'data');
    mkdirSync(data, { mode: 0o700 });
    const server = await startServer(data);
    expect(statSync(data).uid).toBe(statSync(`/proc/${server.pid}`).uid);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(server.stderr()).toBe('');
  });

  it('beneath a closed directory, programs and database are outside, as it says, and the next start finds them', async () => {
    const closed = await mkdtemp(join(homedir(), '.multipartner-test-'));
    onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
    const outside = '/var/lib/multipartner';
    if (!existsSync(outside)) onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
    const clone = cloneInto(join(closed, 'clone'));
    const data = join(closed, 'clone', '.multipartner');

    const copiedNow = !existsSync(outside);
    const first = await startServer(data, clone);
    const database = readlinkSync(join(data, 'postgres'));
    onTestFinished(() => rmSync(dirname(database), { recursive: true, force: true }));
    expect(database).toMatch(/^\/var\/lib\/multipartner\//);
    const runs = execFileSync('id', ['-un', String(statSync(`/proc/${first.pid}`).uid)], { encoding: 'utf8' }).trim();
    expect(runs).toMatch(/^[a-z]/);
    expect(first.stderr()).toContain(
      `and user "${runs}", as whom it runs, may not enter ${data}: the database is in ${database}.\n`,
    );
    const programsOutside = new RegExp(
      `^User "${runs}", as whom PostgreSQL runs, may not enter .*: its programs were copied`,
      'm',
    );
    if (copiedNow) expect(first.stderr()).toMatch(programsOutside);
    const programs = readlinkSync(`/proc/${first.pid}/exe`);
    expect(programs).toMatch(/^\/var\/lib\/multipartner\/postgresql-18\.[\w.-]+\/bin\/postgres$/);
    await query(first.connection, 'create table kept as select 1 as one');
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);

    const second = await startServer(data, clone);
    expect(await query(second.connection, 'select one from kept')).toEqual([{ one: 1 }]);
    expect(second.stderr()).toContain(`The database of ${data} is in ${database}.\n`);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
  });

  it('a temporary database outside goes when its data directory is gone and another is made', async () => {
    const closed = await temporaryDirectory();
    chmodSync(closed, 0o700);
    const first = await startServer(join(closed, 'one'));
    const database = readlinkSync(join(closed, 'one', 'postgres'));
    expect(database).toMatch(/^\/tmp\/multipartner-data-/);
    first.child.kill('SIGTERM');
    await first.exited;
    rmSync(join(closed, 'one'), { recursive: true });

    await startServer(join(closed, 'two'));
    const other = readlinkSync(join(closed, 'two', 'postgres'));
    onTestFinished(() => rmSync(dirname(other), { recursive: true, force: true }));
    expect(existsSync(dirname(database))).toBe(false);
    expect(existsSync(other)).toBe(true);
  });

  it('data that root copied is handed over, and data of another user is used as that user', async () => {
    const directory = await temporaryDirectory();
    const [original, copy] = [join(directory, 'original'), join(directory, 'copy')];
    const server = await startServer(original);
    await query(server.connection, 'create table kept as select 1 as one');
    server.child.kill('SIGTERM');
    await server.exited;

    execFileSync('cp', ['-r', original, copy]);
    execFileSync('chmod', ['0700', join(copy, 'postgres')]);
    const copied = await startServer(copy);
    expect(await query(copied.connection, 'select one from kept')).toEqual([{ one: 1 }]);

    execFileSync('chown', ['-R', `${nobody?.uid}:${nobody?.gid}`, join(original, 'postgres')]);
    const foreign = await startServer(original);
    expect(statSync(`/proc/${foreign.pid}`).uid).toBe(nobody?.uid);
    expect(await query(foreign.connection, 'select one from kept')).toEqual([{ one: 1 }]);
  });
});

describe.runIf(nobody !== undefined)("in a user's closed directory", () => {
  const user = nobody as Person;

  it('root becomes the owner of the clone, and leaves nothing foreign behind', async () => {
    const home = await closedHome(user);
    const clone = cloneInto(join(home, 'clone'), user);
    const data = join(home, 'clone', '.multipartner');
    const server = await startServer(data, clone);
    expect(statSync(`/proc/${server.pid}`).uid).toBe(user.uid);
    expect(statSync(data).uid).toBe(user.uid);
    expect(statSync(join(data, 'postgres')).uid).toBe(user.uid);
    expect(server.stderr()).toBe('');
  });

  it('the user himself runs it, and then root does on the same data', async () => {
    const home = await closedHome(user);
    const clone = cloneInto(join(home, 'clone'), user);
    const data = join(home, 'clone', '.multipartner');
    const own = await startServer(data, { ...clone, ...user });
    await query(own.connection, 'create table kept as select 1 as one');
    own.child.kill('SIGTERM');
    expect(await own.exited).toBe(0);
    expect(statSync(data).mode & 0o777).toBe(0o700);

    const byRoot = await startServer(data, clone);
    expect(await query(byRoot.connection, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it("is refused root's data, in one sentence", async () => {
    const directory = await temporaryDirectory();
    const data = join(directory, 'data');
    const server = await startServer(data);
    server.child.kill('SIGTERM');
    await server.exited;
    const clone = cloneInto(join(directory, 'clone'), user);
    await expect(startServer(data, { ...clone, ...user })).rejects.toThrow(
      new RegExp(
        `The data directory ${data} cannot be used \\(EACCES: .*\\): start the server as the user who owns it`,
      ),
    );
  });
});

async function closedHome(user: Person): Promise<string> {
  const home = join(await temporaryDirectory(), 'home');
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, user.uid, user.gid);
  return home;
}

function person(name: string): Person {
  const [uid, gid] = [Number(execFileSync('id', ['-u', name])), Number(execFileSync('id', ['-g', name]))];
  return { uid, gid };
}
