import type { Load } from '../load.ts';
import { audited, idOf, partnerId, type Size, userId } from './model.ts';
import type { Contestant } from './product.ts';
import type { Question } from './questions.ts';

const json = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ ...json, authorization: `Bearer ${token}` });

/** The product over HTTP: an admin agent of each partner asks about people of his. */
export interface Service {
  readonly url: string;
  /** By partner. */
  readonly tokens: readonly string[];
  /** Of the audited customer's Global administrator. */
  readonly auditor: string;
}

export async function signIn(url: string, size: Size): Promise<Service> {
  const token = async (tenant: string, user: string) => {
    const answer = await fetch(`${url}/sandbox/v1/tokens`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ tenant, user, audience: 'multipartner', expiresIn: 86_400 }),
    });
    if (!answer.ok) throw new Error(`a token was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const tokens: string[] = [];
  for (let partner = 0; partner < size.partners; partner++)
    tokens.push(await token(partnerId(partner), userId(partner, 0)));
  return { url, tokens, auditor: await token(audited.id, audited.administrator) };
}

const checkPath = '/multipartner/v1/access/check';
const bodyOf = ({ ids, action }: Question) => JSON.stringify({ customerId: ids.customer, userId: ids.user, action });

export function overHttp(service: Service): Contestant {
  return {
    name: 'HTTP',
    async ask(question) {
      const answer = await fetch(`${service.url}${checkPath}`, {
        method: 'POST',
        headers: bearer(service.tokens[question.partner] as string),
        body: bodyOf(question),
      });
      if (!answer.ok) throw new Error(`a check was answered ${answer.status}: ${await answer.text()}`);
      return ((await answer.json()) as { allowed: boolean }).allowed;
    },
  };
}

export function checkLoad(service: Service, asked: readonly Question[]): Load {
  const requests = asked.map((question) => ({
    path: checkPath,
    body: bodyOf(question),
    headers: { authorization: `Bearer ${service.tokens[question.partner]}` },
  }));
  return {
    url: service.url,
    method: 'POST',
    headers: json,
    next: (turn) => requests[turn % requests.length] as (typeof requests)[number],
  };
}

/** Reads who can touch the audited customer; throws unless these are all people of its ten partners. */
export async function readPartners(service: Service, people: number): Promise<void> {
  const answer = await fetch(`${service.url}/multipartner/v1/partners`, { headers: bearer(service.auditor) });
  const { items } = (await answer.json()) as {
    items: { delegatedAdministration: { people: { id: string }[] }[] }[];
  };
  const seen = new Set(
    items.flatMap((one) => one.delegatedAdministration.flatMap((way) => way.people.map(({ id }) => id))),
  );
  if (items.length !== audited.partners || seen.size !== people)
    throw new Error(`the partners page shows ${items.length} partners with ${seen.size} people`);
}

/** The partner takes the roles of a relationship from the group that has them. */
export async function unassign(service: Service, partner: number, relationship: number): Promise<void> {
  const path = `${idOf(`relationship/${relationship}`)}-${partnerId(partner)}/accessAssignments/${idOf(`assignment/${relationship}`)}`;
  const answer = await fetch(`${service.url}/multipartner/v1/delegatedAdminRelationships/${path}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${service.tokens[partner]}` },
  });
  if (answer.status !== 204) throw new Error(`an unassignment was answered ${answer.status}: ${await answer.text()}`);
}
