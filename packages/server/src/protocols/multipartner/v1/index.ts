import type { OwnRoute } from '../house/route.ts';
import { accessRoutes } from './access.ts';
import { evidenceRoutes } from './evidence.ts';

/** Every route of Multipartner's own protocol, one line per file. */
export const routes: readonly OwnRoute[] = [...accessRoutes, ...evidenceRoutes];
