import type { RouteRow } from './row.ts';

const base = '/multipartner/v1';
const realm = `${base}/realm`;
const everybody = { none: 'everybody who is signed in may' };
const toAll = { none: 'it is the same for everybody' };
const ofRealm = { none: 'it belongs to the realm, which has one operator' };
const operator = 'realm.operator';
const refused = ['alpha.ga', 'role-not-sufficient'] as const;

const news = {
  title: 'News',
  workspace: 'general',
  impactedAudience: ['customers'],
  summary: 'Something is new.',
  body: 'It is.',
};
const announcement = `${realm}/announcements/{announcementId}`;

/** What everybody reads, and what the operator of the realm does. */
export const ownRealm: readonly RouteRow[] = [
  {
    route: `GET ${base}/announcements`,
    allowed: 'woodgrove.user',
    refused: everybody,
    foreign: toAll,
    bad: { path: `${base}/announcements?month=2026`, names: 'month' },
  },
  {
    route: `GET ${base}/announcements/{announcementId}`,
    allowed: 'woodgrove.user',
    refused: everybody,
    foreign: toAll,
    bad: { path: `${base}/announcements/none`, names: 'announcementId' },
  },
  {
    route: `GET ${realm}/announcements`,
    allowed: operator,
    refused,
    foreign: ofRealm,
    bad: { path: `${realm}/announcements?status=lost`, names: 'status' },
  },
  {
    route: `POST ${realm}/announcements`,
    body: news,
    allowed: operator,
    refused,
    foreign: ofRealm,
    bad: { body: { ...news, workspace: 'kitchen' }, names: 'workspace' },
  },
  {
    route: `GET ${announcement}`,
    allowed: operator,
    refused,
    foreign: ofRealm,
    bad: { path: `${realm}/announcements/none`, names: 'announcementId' },
  },
  {
    route: `PATCH ${announcement}`,
    body: { title: 'More news' },
    allowed: operator,
    refused,
    foreign: ofRealm,
    bad: { body: { title: 5 }, names: 'title' },
  },
  {
    route: `POST ${announcement}/corrections`,
    body: news,
    allowed: operator,
    refused,
    foreign: ofRealm,
    bad: { body: { ...news, summary: '' }, names: 'summary' },
  },
  {
    route: `DELETE ${announcement}`,
    allowed: operator,
    refused,
    foreign: ofRealm,
    bad: { path: `${realm}/announcements/none`, names: 'announcementId' },
  },
];
