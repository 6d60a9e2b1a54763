import type { FirstSignIn } from './first-operator.ts';
import type { Mode } from './operations/realm.ts';
import type { Running } from './start.ts';

const shown = ['alpha.admin', 'beta.sales', 'dist1.admin', 'rho.admin', 'woodgrove.admin', 'realm.operator'];

/** What a newcomer sees: where it listens, how to sign in as each kind of person, and a first request to paste. */
export function welcomeText(
  { url, tls, mode, startedInMs, world }: Running['ready'],
  firstSignIn: FirstSignIn | null,
): string {
  const people = [...world.tenants.flatMap((tenant) => tenant.users), ...world.operator.users];
  const lines = [`Multipartner is ready at ${url} (${mode}, ${startedInMs} ms).`];
  if (tls !== undefined) {
    lines.push(`HTTPS at ${tls.url}${tls.ports.includes(443) ? ' and port 443' : ''}; trust its authority: ${tls.ca}`);
    lines.push(
      `Clients with hard-wired hosts get here with HTTPS_PROXY=${url} or a hosts file: docs/clients/README.md.`,
    );
  }
  if (mode === 'sandbox') {
    lines.push('', 'Sign in as                                          password');
    for (const key of shown) {
      const person = people.find((one) => one.key === key);
      if (person !== undefined) lines.push(`  ${person.userPrincipalName.padEnd(48)}  ${person.password ?? ''}`);
    }
    if (world.tenants.some((tenant) => tenant.key === 'alpha'))
      lines.push('', 'A first request to paste into another terminal:', '', ...firstRequest(url));
    lines.push('');
  }
  if (firstSignIn !== null) lines.push(firstSignInText(url, firstSignIn));
  lines.push('Ctrl-C stops it.');
  return lines.join('\n');
}

/** For the operator of a production realm, who has no password yet. */
export function firstSignInText(url: string, { userPrincipalName, password }: FirstSignIn): string {
  return (
    `${userPrincipalName} signs in for the first time at ${url}/common/oauth2/securityinfo with the one-time password ` +
    `${password}, chooses another there, and adds a second factor.`
  );
}

/** What a browser shows that is pointed at the address itself. */
export function landingText(origin: string, mode: Mode): string {
  const places: [path: string, what: string][] = [
    ['/v1', 'Partner Center REST v1'],
    ['/v1.0, /beta', 'the Graph dialect: delegated administration'],
    ['/multipartner/v1', 'the customer: invitations, partners, evidence'],
    ['/{tenant}/oauth2/v2.0', 'tokens and sign-in'],
    ['/docs', 'the explorer of all contracts'],
    ['/sandbox/v1/world', 'who is there, with passwords'],
  ];
  const lines = places
    .filter(([path]) => mode === 'sandbox' || !path.startsWith('/sandbox'))
    .map(([path, what]) => `  ${path.padEnd(22)}  ${what}`);
  return [
    'Multipartner',
    '',
    `At ${origin}:`,
    '',
    ...lines,
    '',
    'README.md has a first request, docs/tour.http a walk.',
    '',
  ].join('\n');
}

function firstRequest(url: string): string[] {
  return [
    `  TOKEN=$(curl -s ${url}/sandbox/v1/tokens -H 'content-type: application/json' \\`,
    `    -d '{"tenant":"alpha","user":"alpha.admin","audience":"https://api.partnercenter.microsoft.com"}' \\`,
    `    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s ${url}/v1/customers -H "Authorization: Bearer $TOKEN"`,
  ];
}
