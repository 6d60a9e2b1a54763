interface Documented {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tier: number;
  readonly area: string;
}

interface Serving {
  readonly serves: readonly string[];
  readonly partly?: Readonly<Record<string, string>>;
  readonly empty?: true;
}

type State = 'done' | 'partial' | 'empty' | 'not yet';
const states: readonly State[] = ['done', 'partial', 'empty', 'not yet'];

/** The support matrix of a protocol as Markdown: every documented operation, and honestly what is done of it. */
export function supportMatrix(title: string, documented: readonly Documented[], routes: readonly Serving[]): string {
  const done = new Set(routes.flatMap((route) => route.serves));
  const partly = new Map(routes.flatMap((route) => Object.entries(route.partly ?? {})));
  const empty = new Set(routes.filter((route) => route.empty === true).flatMap((route) => route.serves));
  const stateOf = (id: string): State => {
    if (partly.has(id)) return 'partial';
    if (empty.has(id)) return 'empty';
    return done.has(id) ? 'done' : 'not yet';
  };
  const count = (tier: number, state: State) =>
    documented.filter((one) => one.tier === tier && stateOf(one.id) === state).length;

  const lines = [
    `# ${title}`,
    '',
    '"not yet" answers 501 in the protocol\'s own shape. "empty" is served to who may ask, and never has anything to say:',
    'a realm has no such things.',
    '',
  ];
  lines.push(`| tier | ${states.join(' | ')} |`, `|---|${states.map(() => '---|').join('')}`);
  for (const tier of [1, 2, 3]) lines.push(`| ${tier} | ${states.map((state) => count(tier, state)).join(' | ')} |`);
  for (const tier of [1, 2, 3]) {
    lines.push('', `## Tier ${tier}`, '', '| area | operation | call | state |', '|---|---|---|---|');
    for (const one of documented.filter((candidate) => candidate.tier === tier)) {
      const remark = partly.get(one.id);
      lines.push(
        `| ${one.area} | ${one.id} | \`${one.method} ${one.path}\` | ${stateOf(one.id)}${remark === undefined ? '' : `: ${remark}`} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What differs from the published Graph dialect, or is not there, and is known. */
const graphRemarks = [
  'The same paths are served under `/beta`. `$batch` is served under each version, not at the root.',
  'Verbs that only the metadata lists (on customers, service management details, operations, and changes of requests) answer 405.',
  'A request is never `failed`: whatever could make it fail is refused when it is sent. Asynchronous steps take a setting of the realm (one second each).',
  'A missing `If-Match` answers 428, a stale one 412; wrong states and bad input answer 400, taken names and second assignments of a group 409.',
  '`$expand` is taken where it is documented, and has nothing to expand. `$search` and `$skip` are refused by name.',
  '`federationBrandName` is always null. `delegatedAdminServiceProviderConstraints` does not exist here.',
  'The reasons of failures, `Prefer: dry-run` and the header `Multipartner-Empty-Because` are additions.',
  'The clouds of US Government, China and Germany have no granular administration, as at the baseline.',
];

/** The support matrix of the Graph dialect as Markdown: every call that is served, and what is known to differ. */
export function graphMatrix(
  title: string,
  routes: readonly { readonly method: string; readonly path: string; readonly summary: string }[],
): string {
  const lines = [`# ${title}`, '', ...graphRemarks.map((remark) => `- ${remark}`), '', '| call | does |', '|---|---|'];
  for (const { method, path, summary } of routes)
    lines.push(`| \`${method} /v1.0${path.replaceAll('|', '\\|')}\` | ${summary} |`);
  return `${lines.join('\n')}\n`;
}

/** All matrices as one document. */
export function supportDocument(parts: readonly string[]): string {
  const head = ['# Support matrix', '', 'Written by `npm run contracts` from the routes.', ''].join('\n');
  // One title for the document, the protocols below it.
  return [head, ...parts.map((part) => part.replaceAll(/^(#+) /gm, '#$1 '))].join('\n');
}
