import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { PostgresUnavailable } from './unavailable.ts';

/** The user that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  /** Whether that is another user than the one who runs the server: PostgreSQL refuses to run as root. */
  readonly dropped: boolean;
}

/**
 * Who runs PostgreSQL. An ordinary user: himself. Root becomes the owner of existing data, else the owner of the
 * installation (nothing foreign is then left in his directories), else `postgres`, else `nobody`. Such a user must
 * be known to the system, because initdb looks its name up.
 */
export function chooseAccount(pgdata: string, installation: string): Account {
  const uid = process.geteuid?.() ?? -1;
  if (uid !== 0) return { uid, gid: process.getegid?.() ?? -1, name: '', dropped: false };
  const candidates = [ownerOf(pgdata), ownerOf(installation), 'postgres', 'nobody'];
  for (const candidate of candidates) {
    const found = candidate === undefined ? undefined : lookUp(String(candidate));
    if (found !== undefined && found.uid !== 0) return { ...found, dropped: true };
  }
  throw new PostgresUnavailable(
    'PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody" to run it as: ' +
      'start the server as an ordinary user, or use a PostgreSQL of your own with --database-url.',
  );
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

// name:password:uid:gid:… of the user with this name or number.
function lookUp(key: string): { uid: number; gid: number; name: string } | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = lines.find((entry) => entry.split(':', 3).some((field, at) => at !== 1 && field === key)) ?? getent(key);
  const [name, , uid, gid] = line?.split(':') ?? [];
  return name && uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

// Users that live in a directory service are not in the file.
function getent(key: string): string | undefined {
  try {
    return execFileSync('getent', ['passwd', key], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
