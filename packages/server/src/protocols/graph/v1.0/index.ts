import type { GraphRoute } from '../house/route.ts';

/** Every route of the Graph dialect, one line per file. */
export const routes: readonly GraphRoute[] = [];
