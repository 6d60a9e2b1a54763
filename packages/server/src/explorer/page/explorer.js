// The page at /docs: one contract at a time, and in the sandbox whom one is when one tries a call.

const contracts = {
  'partner-center': { title: 'Partner Center', file: 'partner-center.v1', audience: 'partner-center' },
  graph: { title: 'Graph', file: 'graph.v1.0', audience: 'graph' },
  multipartner: { title: 'Multipartner', file: 'multipartner.v1', audience: 'multipartner' },
};

const asked = new URLSearchParams(location.search).get('contract');
const chosen = Object.hasOwn(contracts, asked ?? '') ? asked : 'partner-center';
const { title, file, audience } = contracts[chosen];
document.title = `${title} · Multipartner`;

const nav = document.querySelector('nav');
for (const [name, contract] of Object.entries(contracts)) {
  const link = document.createElement('a');
  link.href = `/docs?contract=${name}`;
  link.textContent = contract.title;
  if (name === chosen) link.setAttribute('aria-current', 'page');
  nav.append(link);
}

const form = document.querySelector('form');
const select = document.querySelector('select');
const output = document.querySelector('output');

/** The token of whoever is chosen, until a minute before its end. */
let minted;

async function token() {
  const who = select.value;
  if (who === '') return undefined;
  if (minted?.who !== who || minted.until < Date.now()) {
    const [tenant, user] = who.split('/');
    const response = await fetch('/sandbox/v1/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant, ...(user === '' ? {} : { user }), audience, mfa: true }),
    });
    const answer = await response.json();
    if (!response.ok) {
      output.textContent = answer.detail ?? answer.title ?? 'No token was given.';
      return undefined;
    }
    minted = { who, value: answer.access_token, until: Date.now() + (answer.expires_in - 60) * 1000 };
  }
  output.textContent = 'with a token of theirs';
  return minted.value;
}

function option(value, text) {
  const made = document.createElement('option');
  made.value = value;
  made.textContent = text;
  return made;
}

/** Only the sandbox says who is there; elsewhere one signs in, and pastes a token into the form of the library. */
async function offerPeople() {
  const response = await fetch('/sandbox/v1/world');
  if (!response.ok) return;
  const world = await response.json();
  select.append(option('', 'nobody'));
  for (const { key, displayName, users, applications } of world.tenants) {
    const group = document.createElement('optgroup');
    group.label = displayName;
    for (const user of users.slice(0, 10)) group.append(option(`${key}/${user.key}`, user.userPrincipalName));
    const [application] = applications;
    if (application !== undefined) group.append(option(`${key}/`, `${application.displayName} (application)`));
    select.append(group);
  }
  const remembered = sessionStorage.getItem('who');
  const known = [...select.options].some(({ value }) => value === remembered);
  select.value = known ? remembered : 'alpha/alpha.admin';
  if (select.selectedIndex < 0) select.value = '';
  form.hidden = false;
  select.addEventListener('change', () => {
    sessionStorage.setItem('who', select.value);
    output.textContent = '';
    void token();
  });
  await token();
}

form.addEventListener('submit', (event) => event.preventDefault());
await offerPeople();

window.SwaggerUIBundle({
  url: `/docs/contracts/${file}.openapi.json`,
  dom_id: '#explorer',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  validatorUrl: null,
  requestInterceptor: async (request) => {
    const value = request.loadSpec ? undefined : await token();
    // What was typed into the form of the library goes first.
    if (value !== undefined) request.headers.Authorization ??= `Bearer ${value}`;
    return request;
  },
});
