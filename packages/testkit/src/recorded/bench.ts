import type { Caller } from '../calls.ts';
import type { TestServer } from '../server.ts';

/** A part of a thing: its text, or what makes it when a sample asks for it. */
export type Part = string | (() => Promise<string>);

/** Something that was made for one sample: its id, and its parts by name. */
export type Thing = { readonly id: Part } & Readonly<Record<string, Part>>;

/** Makes things by name, new each time. */
export type Makers = Readonly<Record<string, (bench: Bench) => Promise<Thing>>>;

/** A realm at work for one sample. */
export interface Bench {
  readonly server: TestServer;
  /** What another name of the same sample stands for. */
  readonly resolve: (name: string) => Promise<string>;
  /** Sends a request and answers the body; throws with the answer when it was refused. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as the wire has them
  readonly send: (who: Caller, method: string, path: string, body?: unknown) => Promise<any>;
}

export function benchOf(server: TestServer, resolve: Bench['resolve']): Bench {
  return {
    server,
    resolve,
    async send(who, method, path, body) {
      const answer = await server.call(who, method, path, body);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

/** A text that occurs nowhere else: letters and digits, a letter first. */
export const freshName = (): string => `x${crypto.randomUUID().replaceAll('-', '').slice(0, 15)}`;
