import { decodeJwt } from 'jose';
import { generate } from 'otplib';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page, received, type View } from './browser.ts';
import { type Platform, password, people, startPlatform } from './platform.ts';
import { authorizeUrl, redeem, signIn } from './sign-in.ts';
import { SoftwarePasskey } from './software-passkey.ts';

let platform: Platform;
beforeAll(async () => {
  // Passkeys belong to a host name.
  platform = await startPlatform({ masterSecret: 'a master secret of at least thirty-two characters' });
});
afterAll(() => platform.close());

const origin = () => platform.origin.replace('127.0.0.1', 'localhost');
const formWith = (view: View, label: string) =>
  view.forms.find((form) => form.buttons.some((button) => button.label === label));

/** The page of a person who is signed in. */
async function securityInfo(browser: Browser, name: string): Promise<View> {
  const signInPage = page(await browser.open(`${origin()}/common/oauth2/securityinfo`));
  expect(signInPage.title).toContain('Sign in');
  const view = page(await browser.press(signInPage, 'Sign in', { username: name, password }));
  return view;
}

describe('the page of second factors', () => {
  it('is for people who are signed in, and tells who that is', async () => {
    const view = await securityInfo(new Browser(origin()), people.user.name);
    expect(view.title).toContain('Security info');
    expect(view.url).toBe(`${origin()}/common/oauth2/securityinfo`);
    expect(view.html).toContain(people.user.name);
  });

  it('takes an authenticator app once its code was shown, and keeps its key encrypted', async () => {
    const browser = new Browser(origin());
    const view = await securityInfo(browser, people.user.name);
    const wrong = page(await browser.press(view, 'Set up the app', { code: '000000' }));
    expect(wrong.problem).toContain('The code is wrong');
    const secret = /<p class="code">([A-Z2-7 ]+)<\/p>/.exec(wrong.html)?.[1]?.replaceAll(' ', '') ?? '';
    const address = /href="(otpauth:[^"]+)"/.exec(wrong.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(address).searchParams.get('secret')).toBe(secret);
    expect(wrong.html).toContain(renderSVG(address, { border: 2 }));
    const done = page(await browser.press(wrong, 'Set up the app', { code: await generate({ secret }) }));
    expect(done.html).toContain('An app is set up.');
    const [row] = await platform.database`select totp_secret from tenant_user where id = ${people.user.id}`;
    expect(row?.totp_secret).toMatch(/^eyJ/);
    expect(row?.totp_secret).not.toContain(secret);

    const started = authorizeUrl({ ...platform, origin: origin() });
    const asked = page(await signIn(new Browser(origin()), started.url, people.user.name));
    expect(asked.title).toContain('Verify your identity');
    const removed = page(await browser.press(done, 'Remove the app'));
    expect(removed.html).toContain('No app is set up.');
  });

  it('takes a passkey, with which one then signs in', async () => {
    const browser = new Browser(origin());
    const view = await securityInfo(browser, people.admin.name);
    const form = formWith(view, 'Add a passkey');
    expect(form?.attributes['data-passkey']).toBe('create');
    const passkey = new SoftwarePasskey(origin());
    const answer = passkey.create(JSON.parse(form?.attributes['data-options'] ?? '{}'));
    const done = page(await browser.press(view, 'Add a passkey', { answer, name: 'My <key>' }));
    expect(done.html).toContain('My &lt;key&gt;');

    const started = authorizeUrl({ ...platform, origin: origin() });
    const visitor = new Browser(origin());
    const asked = page(await signIn(visitor, started.url, people.admin.name));
    const get = formWith(asked, 'Use a passkey');
    expect(get?.attributes['data-passkey']).toBe('get');
    const forged = new SoftwarePasskey(origin()).get(JSON.parse(get?.attributes['data-options'] ?? '{}'));
    const refused = page(await visitor.press(asked, 'Use a passkey', { answer: forged }));
    expect(refused.problem).toContain('The passkey was not accepted');
    const options = JSON.parse(formWith(refused, 'Use a passkey')?.attributes['data-options'] ?? '{}');
    expect(options.allowCredentials).toEqual([
      { id: passkey.id.toString('base64url'), type: 'public-key', transports: ['internal'] },
    ]);
    const answered = passkey.get(options);
    const code = received(await visitor.press(refused, 'Use a passkey', { answer: answered })).get('code');
    const { body } = await redeem({ ...platform, origin: origin() }, code, started.verifier);
    expect(decodeJwt(body.access_token)).toMatchObject({ amr: ['pwd', 'mfa', 'fido'] });

    // The same answer again, and one whose counter did not grow.
    const again = page(
      await signIn(new Browser(origin()), authorizeUrl({ ...platform, origin: origin() }).url, people.admin.name),
    );
    expect(again.title).toContain('Verify your identity');
    const second = new Browser(origin());
    const next = page(await signIn(second, authorizeUrl({ ...platform, origin: origin() }).url, people.admin.name));
    expect(page(await second.press(next, 'Use a passkey', { answer: answered })).problem).toContain('not accepted');
    passkey.signCount = 0;
    const copied = passkey.get(
      JSON.parse(formWith(page(await second.open(next.url)), 'Use a passkey')?.attributes['data-options'] ?? '{}'),
    );
    expect(page(await second.press(next, 'Use a passkey', { answer: copied })).problem).toContain('not accepted');
  });

  it('asks for the second factor before it lets one change them', async () => {
    const browser = new Browser(origin());
    const asked = await securityInfo(browser, people.admin.name);
    expect(asked.title).toContain('Verify your identity');
  });

  it('refuses a form that is not of this sign-in', async () => {
    const browser = new Browser(origin());
    const view = await securityInfo(browser, people.operator.name);
    const forged = page(await browser.press(view, 'Set up the app', { form_token: 'x', code: '000000' }));
    expect(forged.problem).toContain('AADSTS90013');
    const stranger = await fetch(`${origin()}/common/oauth2/securityinfo`, {
      method: 'POST',
      body: new URLSearchParams({ step: 'remove-code' }),
      redirect: 'manual',
    });
    expect(stranger.headers.get('location')).toContain('/authorize?');
  });
});

describe('secrets at rest', () => {
  it('are encrypted under the master secret, without which nothing opens', async () => {
    const rows = await platform.database`select secret from identity_key`;
    expect(rows.length).toBe(2);
    for (const row of rows) expect(row.secret).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    const { createIdentity } = await import('multipartner/identity/index.ts');
    const open = (masterSecret?: string) =>
      createIdentity({
        database: platform.database,
        mode: 'sandbox',
        settings: { acceptLegacyAudience: true },
        ...(masterSecret === undefined ? {} : { masterSecret }),
      });
    await expect(open()).rejects.toThrow('encrypted under a master secret');
    await expect(open('another one')).rejects.toThrow('another master secret');
  });
});
