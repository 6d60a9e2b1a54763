import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { PostgresUnavailable } from './unavailable.ts';

/** The user that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** As the person at the terminal knows it; the number where the system has no name for it. */
  readonly name: string;
  /** Whether that is another user than the one who runs the server: PostgreSQL refuses to run as root. */
  readonly dropped: boolean;
  /** Whether root became the owner of the installation, who should then own whatever is created, too. */
  readonly ownsInstallation: boolean;
}

/**
 * Who runs PostgreSQL. An ordinary user: himself. Root becomes the owner of the data that exists, else the owner of
 * the installation (so nothing foreign is left in his directories), else `postgres`, else `nobody`. Such a user must
 * be known to the system by name, because initdb looks it up.
 */
export function chooseAccount(pgdata: string): Account {
  const uid = process.geteuid?.() ?? -1;
  if (uid !== 0)
    return { uid, gid: process.getegid?.() ?? -1, name: ownName(uid), dropped: false, ownsInstallation: false };
  const installer = ownerOf(fileURLToPath(new URL('../..', import.meta.url)));
  for (const candidate of [ownerOf(pgdata), installer, 'postgres', 'nobody']) {
    const found = candidate === undefined ? undefined : lookUp(String(candidate));
    if (found === undefined || found.uid === 0) continue;
    return { ...found, dropped: true, ownsInstallation: found.uid === installer };
  }
  throw new PostgresUnavailable(
    'PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody" to run it as: ' +
      'start the server as an ordinary user, or use a PostgreSQL of your own with --database-url.',
  );
}

/** Whether that account may go into the directory: every parent counts, and so do access lists. */
export function mayEnter(account: Account, directory: string): boolean {
  return spawnAs(account, '/bin/sh', '-c', '[ -x "$1" ] && cd "$1"', 'sh', directory);
}

/** Whether that account may read the file. */
export function mayRead(account: Account, file: string): boolean {
  return spawnAs(account, '/bin/sh', '-c', '[ -r "$1" ]', 'sh', file);
}

/** Runs a short command as that account; whether it succeeded. */
export function spawnAs(account: Account, command: string, ...args: readonly string[]): boolean {
  const as = account.dropped ? { uid: account.uid, gid: account.gid } : {};
  return spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...as }).status === 0;
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

// name:password:uid:gid:… of the user with this name or number.
function lookUp(key: string): { uid: number; gid: number; name: string } | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const listed = lines.find((line) => {
    const [name, , uid] = line.split(':');
    return name === key || uid === key;
  });
  const [name, , uid, gid] = (listed ?? getent(key))?.split(':') ?? [];
  return name && uid && gid ? { uid: Number(uid), gid: Number(gid), name } : undefined;
}

// A container may run as a number that no user of it has.
function ownName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return String(uid);
  }
}

// Users that live in a directory service are not in the file.
function getent(key: string): string | undefined {
  try {
    return execFileSync('getent', ['passwd', key], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
