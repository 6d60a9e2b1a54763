/** A form of a page, as a browser would fill it in. */
export interface PageForm {
  readonly action: string;
  readonly fields: Record<string, string>;
  readonly buttons: readonly { readonly name: string; readonly value: string; readonly label: string }[];
  readonly attributes: Record<string, string>;
}

export interface View {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly title: string;
  readonly headers: Headers;
  readonly forms: readonly PageForm[];
  /** The problem the page tells, if any. */
  readonly problem: string | undefined;
}

/** Where the browser was sent outside of the server. */
export interface Departure {
  readonly left: string;
  readonly parameters: URLSearchParams;
}

const plain = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].slice(1).map(([, name = '', value = '']) => [name, plain(value)]),
  );
}

function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => ({
    action: attributesOf(tag).action ?? '',
    attributes: attributesOf(tag),
    fields: Object.fromEntries(
      [...inner.matchAll(/<input\b[^>]*>/g)]
        .map(([input]) => attributesOf(input))
        .map((one) => [one.name ?? '', one.value ?? '']),
    ),
    buttons: [...inner.matchAll(/(<button\b[^>]*>)([^<]*)/g)].map(([, button = '', label = '']) => ({
      name: attributesOf(button).name ?? '',
      value: attributesOf(button).value ?? '',
      label,
    })),
  }));
}

/** Follows redirects and keeps cookies as a browser does; knows no scripts. */
export class Browser {
  readonly origin: string;
  readonly cookies: { name: string; value: string; path: string; header: string }[] = [];

  constructor(origin: string) {
    this.origin = origin;
  }

  async open(url: string): Promise<View | Departure> {
    return this.send('GET', url, undefined);
  }

  /** Submits the page's form that has this button, with what was entered. */
  async press(view: View | Departure, label: string, entered: Record<string, string> = {}): Promise<View | Departure> {
    if ('left' in view) throw new Error(`The browser is at ${view.left} already.`);
    const form = view.forms.find((one) => one.buttons.some((button) => button.label === label));
    const button = form?.buttons.find((one) => one.label === label);
    if (form === undefined || button === undefined) throw new Error(`There is no button "${label}" on: ${view.html}`);
    const fields = { ...form.fields, ...entered, ...(button.name === '' ? {} : { [button.name]: button.value }) };
    return this.send('POST', form.action === '' ? view.url : new URL(form.action, view.url).href, fields);
  }

  private async send(
    method: 'GET' | 'POST',
    url: string,
    fields: Record<string, string> | undefined,
    hops = 0,
  ): Promise<View | Departure> {
    if (hops > 12) throw new Error(`Too many redirects, the last to ${url}.`);
    const target = new URL(url, this.origin);
    if (target.origin !== this.origin) return departure(target.href, fields);
    const response = await fetch(target, {
      method,
      redirect: 'manual',
      headers: { cookie: this.cookieHeader(target.pathname), accept: 'text/html,application/xhtml+xml' },
      ...(fields === undefined ? {} : { body: new URLSearchParams(fields) }),
    });
    this.keep(response.headers.getSetCookie(), target.pathname);
    const location = response.headers.get('location');
    if (location !== null) return this.send('GET', new URL(location, target).href, undefined, hops + 1);
    const html = await response.text();
    const forms = formsOf(html);
    return {
      url: target.href,
      status: response.status,
      html,
      headers: response.headers,
      title: plain(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''),
      forms,
      problem: /<p class="problem" id="problem"[^>]*>([^<]*)</.exec(html)?.[1]?.replaceAll('&#39;', "'"),
    };
  }

  private cookieHeader(path: string): string {
    return this.cookies
      .filter((one) => path.startsWith(one.path))
      .map((one) => `${one.name}=${one.value}`)
      .join('; ');
  }

  private keep(headers: readonly string[], requestPath: string): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((one) => one.trim());
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? requestPath;
      const index = this.cookies.findIndex((one) => one.name === name && one.path === path);
      if (index >= 0) this.cookies.splice(index, 1);
      if (value !== '' && !/expires=Thu, 01 Jan 1970/i.test(header)) this.cookies.push({ name, value, path, header });
    }
  }
}

function departure(url: string, fields: Record<string, string> | undefined): Departure {
  if (fields !== undefined) return { left: url, parameters: new URLSearchParams(fields) };
  const parsed = new URL(url);
  return {
    left: url.split(/[?#]/)[0] ?? url,
    parameters: new URLSearchParams(parsed.hash === '' ? parsed.search : parsed.hash.slice(1)),
  };
}

/** What the application got. */
export function received(view: View | Departure): URLSearchParams {
  if (!('left' in view))
    throw new Error(`The browser is still at ${view.url}: ${view.problem ?? view.title}\n${view.html}`);
  return view.parameters;
}

/** The page the browser stands at. */
export function page(view: View | Departure): View {
  if ('left' in view) throw new Error(`The browser left for ${view.left}?${view.parameters}`);
  return view;
}
