import createClient, { type Middleware } from 'openapi-fetch';
import type { Audience } from '../session/audience.ts';
import { tokenFor } from '../session/session.ts';
import type { paths as GraphPaths } from './graph.generated.ts';
import type { paths as OwnPaths } from './multipartner.generated.ts';
import type { paths as PartnerCenterPaths } from './partner-center.generated.ts';

export { answerOf } from './answer.ts';
export { sandbox } from './sandbox.ts';

function authorizedAs(audience: Audience): Middleware {
  return {
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${await tokenFor(audience)}`);
      request.headers.set('accept', request.headers.get('accept') ?? 'application/json');
      return request;
    },
  };
}

const baseUrl = window.location.origin;

/** Multipartner's own protocol. */
export const own = createClient<OwnPaths>({ baseUrl });
own.use(authorizedAs('own'));

/** Partner Center REST v1. */
export const partnerCenter = createClient<PartnerCenterPaths>({ baseUrl });
partnerCenter.use(authorizedAs('partnerCenter'));

/** Granular delegated administration of Microsoft Graph. */
export const graph = createClient<GraphPaths>({ baseUrl });
graph.use(authorizedAs('graph'));

/** The cursor of the next page of one of our own lists; undefined after the last. */
export function cursorOf(list: { readonly nextLink?: string } | undefined): string | undefined {
  const next = list?.nextLink;
  return next === undefined ? undefined : (new URL(next, baseUrl).searchParams.get('cursor') ?? undefined);
}
