/** A control of the sandbox said no: its problem document (RFC 9457) as it came. */
export class SandboxRefusal extends Error {
  override readonly name = 'SandboxRefusal';
  readonly status: number;
  readonly problem: unknown;

  constructor(status: number, problem: unknown, what: string) {
    const { title, detail } = (problem ?? {}) as { title?: string; detail?: string };
    super(`${what} was refused (${status}): ${detail ?? title ?? JSON.stringify(problem)}`);
    this.status = status;
    this.problem = problem;
  }
}

export type Control = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Calls below `/sandbox/v1` of a server; they reject with a SandboxRefusal when it says no. */
export function controlsOf(url: string): Control {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/sandbox/v1${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new SandboxRefusal(response.status, answer, `${method} /sandbox/v1${path}`);
    return answer as T;
  };
}
