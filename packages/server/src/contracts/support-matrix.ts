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
}

type State = 'done' | 'partial' | 'not yet';

/** The support matrix of a protocol as Markdown: every documented operation, and honestly what is done of it. */
export function supportMatrix(title: string, documented: readonly Documented[], routes: readonly Serving[]): string {
  const done = new Set(routes.flatMap((route) => route.serves));
  const partly = new Map(routes.flatMap((route) => Object.entries(route.partly ?? {})));
  const stateOf = (id: string): State => (partly.has(id) ? 'partial' : done.has(id) ? 'done' : 'not yet');
  const count = (tier: number, state: State) =>
    documented.filter((one) => one.tier === tier && stateOf(one.id) === state).length;

  const lines = [
    `# Support matrix: ${title}`,
    '',
    'Written by `npm run contracts` from the routes. "not yet" answers 501 in the protocol\'s own shape.',
    '',
  ];
  lines.push('| tier | done | partial | not yet |', '|---|---|---|---|');
  for (const tier of [1, 2, 3])
    lines.push(`| ${tier} | ${count(tier, 'done')} | ${count(tier, 'partial')} | ${count(tier, 'not yet')} |`);
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
