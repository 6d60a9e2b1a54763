import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process, told apart from a later one with the same number by the moment it started. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** The living process of that number; undefined when there is none. A zombie does not live. */
export function identify(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

/** Whether exactly this process lives (not merely one that was given its number). */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === undefined) throw new Error('the running process could not be identified');
  return identity;
}

/**
 * Linux: the numbers of the living `postgres` processes that work in this directory. A postmaster and all its
 * backends sit in their data directory; a number in a stale postmaster.pid may by now be anybody's.
 */
export function postgresProcessesIn(directory: string): number[] {
  const found: number[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (readlinkSync(`/proc/${entry}/cwd`) !== directory) continue;
      if (readFileSync(`/proc/${entry}/comm`, 'utf8').trim() !== 'postgres') continue;
      if (identifyByProc(Number(entry)) !== undefined) found.push(Number(entry));
    } catch {
      // It ended while we looked, or belongs to somebody else.
    }
  }
  return found;
}

function identifyByProc(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command in parentheses may itself contain blanks and parentheses: count from the last one.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  return { pid, started: `${bootId()}/${rest[18]}` };
}

// Start times count from the boot, so they are only comparable within one.
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function identifyByPs(pid: number): ProcessIdentity | undefined {
  try {
    const line = execFileSync('/bin/ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state, ...started] = line.split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : { pid, started: started.join(' ') };
  } catch {
    return undefined;
  }
}
