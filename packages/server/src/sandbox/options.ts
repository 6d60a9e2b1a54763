/** How a sandbox is started; with nothing said it is the demo world, on a free port, with data that are gone at its stop. */
export interface SandboxOptions {
  /** The world: `demo`, `empty`, or the demo world with so many more customers. */
  readonly seed?: 'demo' | 'empty' | number;
  /** Where the world's clock starts: an instant; the machine's time when absent. */
  readonly clock?: Date | string;
  /** Serve HTTPS too, and be the proxy for hard-wired hosts. */
  readonly tls?: boolean;
  /** Want a second factor in people's tokens. */
  readonly mfa?: boolean;
  /** Keep the data in this directory; a temporary one, removed at the stop, when absent. */
  readonly data?: string;
  /** A PostgreSQL of one's own, 15 or newer, in place of the embedded one. */
  readonly databaseUrl?: string;
  /** The port; a free one when absent. */
  readonly port?: number;
  /** Gets each line that the server writes to its log. */
  readonly onOutput?: (line: string) => void;
}
