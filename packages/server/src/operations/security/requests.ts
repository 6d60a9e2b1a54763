import {
  type ApiRequest,
  type ApiRequestDayRow,
  type ApiRequestRow,
  apiRequestsByDay,
  latestApiRequests,
  noteApiRequest,
  peopleWithoutMfa,
  type WithoutMfaRow,
  writeApiRequests,
} from '../../store/api-request.ts';
import { type Context, read } from '../operation.ts';
import type { Realm } from '../realm.ts';

/** Notes a request of a partner's person, for the partner's reports on second factors. */
export function noteRequest(realm: Realm, request: ApiRequest): void {
  noteApiRequest(realm.database, request);
}

type Reader<I, O> = (context: Context, input: I) => Promise<O>;

/** What was noted a moment ago is in the report too. */
const upToDate =
  <I, O>(reader: Reader<I, O>): Reader<I, O> =>
  async (context, input) => {
    await writeApiRequests(context.realm.database);
    return reader(context, input);
  };

/** The latest requests of the partner's people, the last one first; some thousand at most. */
export const listApiRequests = upToDate(
  read<Record<string, never>, { list: ApiRequestRow[] }, ApiRequestRow[]>({
    permission: 'securityReport.read',
    load: (sql, caller) => ({ list: latestApiRequests(sql, { partnerId: caller.tenantId }) }),
    answer: ({ facts }) => facts.list,
  }),
);

/** How many requests came by which application on which day, and how many with a second factor. */
export const summariseApiRequests = upToDate(
  read<{ from: Date | null; to: Date | null }, { list: ApiRequestDayRow[] }, ApiRequestDayRow[]>({
    permission: 'securityReport.read',
    load: (sql, caller, { from, to }) => ({
      list: apiRequestsByDay(sql, { partnerId: caller.tenantId }, from, to),
    }),
    answer: ({ facts }) => facts.list,
  }),
);

/** Who of the partner's people works without a second factor. */
export const listPeopleWithoutMfa = upToDate(
  read<Record<string, never>, { list: WithoutMfaRow[] }, WithoutMfaRow[]>({
    permission: 'securityReport.read',
    load: (sql, caller) => ({ list: peopleWithoutMfa(sql, { partnerId: caller.tenantId }) }),
    answer: ({ facts }) => facts.list,
  }),
);
