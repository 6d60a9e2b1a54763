/**
 * A strict reader of the `.http` files that editors' REST clients send: blocks begun by `###`, `@variable = value`,
 * `# @name of the request`, a request line, headers, and after a blank line a JSON body. What it does not know, it
 * refuses, naming the line.
 */
export interface HttpFile {
  readonly variables: ReadonlyMap<string, string>;
  readonly requests: readonly HttpRequest[];
}

/** A request as it is written, with its `{{references}}`. */
export interface HttpRequest {
  readonly title: string;
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

/** The bodies of earlier answers, by the name of their request. */
export type Answers = ReadonlyMap<string, unknown>;

export function parseHttpFile(text: string): HttpFile {
  const variables = new Map<string, string>();
  const requests: HttpRequest[] = [];
  for (const { title, lines } of blocksOf(text)) {
    const request = requestOf(title, lines, variables);
    if (request === undefined) continue;
    if (requests.some((one) => one.name === request.name)) throw new Error(`Two requests are named ${request.name}.`);
    requests.push(request);
  }
  return { variables, requests };
}

interface Line {
  readonly text: string;
  readonly number: number;
}

function blocksOf(text: string): { title: string | undefined; lines: Line[] }[] {
  const blocks: { title: string | undefined; lines: Line[] }[] = [{ title: undefined, lines: [] }];
  text.split('\n').forEach((line, index) => {
    if (line.startsWith('###')) blocks.push({ title: line.replace(/^#+\s*/, '').trim(), lines: [] });
    else blocks.at(-1)?.lines.push({ text: line.trimEnd(), number: index + 1 });
  });
  return blocks;
}

/** Before the first `###` there may be variables and remarks only; after it each block is one request with a name. */
function requestOf(title: string | undefined, lines: Line[], variables: Map<string, string>): HttpRequest | undefined {
  const rest = [...lines];
  let name: string | undefined;
  for (; rest[0] !== undefined && !/^[A-Z]+ /.test(rest[0].text); rest.shift()) {
    const { text, number } = rest[0];
    const variable = /^@(\w+)\s*=\s*(\S.*)$/.exec(text);
    const named = /^# @name (\w+)$/.exec(text);
    if (variable !== null) variables.set(variable[1] as string, variable[2] as string);
    else if (named !== null) name = named[1];
    else if (text !== '' && !/^# [^@]/.test(text)) throw new Error(`Line ${number} is not understood: ${text}`);
  }
  const [first, ...others] = rest;
  if (title === undefined) {
    if (first !== undefined) throw new Error(`Line ${first.number}: a request begins with "### what it does".`);
    return undefined;
  }
  const [, method, url] = /^(GET|POST|PUT|PATCH|DELETE|HEAD) (\S+)$/.exec(first?.text ?? '') ?? [];
  if (method === undefined || url === undefined) throw new Error(`"${title}" has no request line.`);
  if (name === undefined || title === '') throw new Error(`"${title}", ${method} ${url}, lacks its title or its name.`);
  const blank = others.findIndex((line) => line.text === '');
  const headers = (blank < 0 ? others : others.slice(0, blank)).map(({ text, number }) => {
    const [, header, value] = /^([A-Za-z-]+): (\S.*)$/.exec(text) ?? [];
    if (header === undefined || value === undefined) throw new Error(`Line ${number} is no header: ${text}`);
    return [header, value] as const;
  });
  const body = blank < 0 ? '' : linesOf(others.slice(blank)).trim();
  return { title, name, method, url, headers, body: body === '' ? undefined : body };
}

const linesOf = (lines: readonly Line[]) => lines.map((line) => line.text).join('\n');

/** The text with every `{{reference}}` replaced; throws for one that leads to nothing. */
export function fill(text: string, { variables }: HttpFile, answers: Answers): string {
  return text.replace(/\{\{(.*?)\}\}/g, (whole, reference: string) => {
    const [, request, path] = /^(\w+)\.response\.body\.([\w.]+)$/.exec(reference) ?? [];
    const value =
      request === undefined || path === undefined
        ? variables.get(reference)
        : at(answers.get(request), path.split('.'));
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`${whole} leads to nothing.`);
    return String(value);
  });
}

function at(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || value === null || typeof value !== 'object') return step === undefined ? value : undefined;
  return at((value as Record<string, unknown>)[step], rest);
}

/** Sends it and answers what came back; the body parsed where it is JSON. */
export async function send(
  request: HttpRequest,
  file: HttpFile,
  answers: Answers,
): Promise<{ status: number; body: unknown }> {
  const filled = (text: string) => fill(text, file, answers);
  const body = request.body === undefined ? undefined : filled(request.body);
  if (body !== undefined) JSON.parse(body);
  const response = await fetch(filled(request.url), {
    method: request.method,
    headers: request.headers.map(([name, value]) => [name, filled(value)] as [string, string]),
    ...(body === undefined ? {} : { body }),
  });
  const text = (await response.text()).replace(/^\uFEFF/, '');
  const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: json ? JSON.parse(text) : text };
}
