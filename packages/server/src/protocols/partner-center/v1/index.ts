import type { Route } from '../house/route.ts';

/** Every route of the protocol, one line per file; a file's path is its URL. */
export const routes: readonly Route[] = [];
