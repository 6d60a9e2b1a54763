import type { OwnRoute } from '../../house/route.ts';
import { realmAnnouncementRoutes } from './announcements.ts';

/** What the realm's operator does, one line per file. */
export const realmRoutes: readonly OwnRoute[] = [...realmAnnouncementRoutes];
