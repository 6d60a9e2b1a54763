import { decodeJwt } from 'jose';
import { generate } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser, page, received, type View } from './browser.ts';
import {
  alpha,
  alphaPublicApp,
  beta,
  graph,
  type Platform,
  password,
  people,
  postForm,
  startPlatform,
  totpSecret,
} from './platform.ts';
import { authorizeUrl, redeem, redirectUri, signIn, tokensOf, v2Of } from './sign-in.ts';

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(() => {
  browser = new Browser(platform.origin);
});
afterAll(() => platform.close());

const start = (extra: Record<string, string> = {}, path?: string) => authorizeUrl(platform, path, extra);
const numberOn = (view: View) => /AADSTS(\d+)/.exec(view.problem ?? '')?.[1];

describe('the sign-in page', () => {
  it('names the application, labels its fields, and loads nothing from elsewhere', async () => {
    const view = page(await browser.open(start({ login_hint: people.user.name }).url));
    expect(view.title).toBe('Sign in – Multipartner');
    expect(view.html).toContain('to Desktop tool');
    expect(view.html).toMatch(/<label for="username">User name<\/label>\s*<input id="username"/);
    expect(view.html).toMatch(/<label for="password">Password<\/label>\s*<input id="password"/);
    expect(view.html).toContain('<html lang="en">');
    expect(view.forms[0]?.fields.username).toBe(people.user.name);
    expect(view.html).not.toMatch(/(?:src|href)="https?:/);
    const policy = view.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'self' http://localhost:53682",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    for (const asset of ['pages.css', 'submit.js', 'passkey.js']) {
      expect((await fetch(`${platform.origin}/common/oauth2/assets/${asset}`)).status).toBe(200);
    }
  });

  it('keeps its cookies from scripts and from other sites', async () => {
    page(await browser.open(start().url));
    expect(browser.cookies.length).toBeGreaterThan(1);
    for (const cookie of browser.cookies) expect(cookie.header).toMatch(/samesite=lax; httponly/i);
  });

  it('is a page also when the address names no possible tenant', async () => {
    const view = page(await browser.open(`${platform.origin}/nonsense/oauth2/v2.0/authorize?client_id=x`));
    expect([view.status, numberOn(view)]).toEqual([400, '90002']);
  });

  it('escapes what the request brings along', async () => {
    const view = page(await browser.open(start({ login_hint: '"><script>alert(1)</script>' }).url));
    expect(view.html).not.toContain('<script>alert');
  });

  it.each([
    ['a wrong password', people.admin.name, 'wrong', '50126'],
    ['an unknown name', 'nobody@alpha.onmicrosoft.com', password, '50034'],
    ['a blocked account', people.blocked.name, password, '50057'],
    ["another tenant's person", people.betaAdmin.name, password, '50020'],
  ])('says what is wrong and lets one try again: %s', async (_name, name, secret, number) => {
    const { url } = start();
    const view = page(await signIn(browser, url, name, secret));
    expect([view.status, numberOn(view)]).toEqual([200, number]);
    expect(view.html).toContain('aria-invalid="true" aria-describedby="problem"');
    expect(
      received(await browser.press(view, 'Sign in', { username: people.admin.name, password })).get('code'),
    ).toEqual(expect.any(String));
  });

  it('locks a name that was tried ten times, known or not, even with the right password', async () => {
    for (const name of [people.betaAdmin.name, 'guess@alpha.onmicrosoft.com']) {
      let view = page(await browser.open(start().url));
      const known = name === people.betaAdmin.name ? '50126' : '50034';
      for (let attempt = 1; attempt <= 10; attempt++) {
        view = page(await browser.press(view, 'Sign in', { username: name, password: 'guess' }));
        expect(numberOn(view)).toBe(known);
      }
      view = page(await browser.press(view, 'Sign in', { username: name, password }));
      expect(numberOn(view)).toBe('50053');
    }
    await platform.database`update identity_sign_in_failure set window_start = window_start - interval '10 minutes'`;
    const view = page(await signIn(browser, start().url, people.betaAdmin.name));
    expect(numberOn(view)).toBe('50020');
  });

  it('lets the person go back to the application without signing in', async () => {
    const answer = received(await browser.press(await browser.open(start().url), 'Cancel'));
    expect([answer.get('error'), answer.get('state')]).toEqual(['access_denied', 'my-state']);
    expect(answer.get('error_description')).toMatch(/^AADSTS65004: /);
  });

  it("is not another browser's", async () => {
    const view = page(await browser.open(start().url));
    const stranger = page(await new Browser(platform.origin).open(view.url));
    expect([stranger.status, numberOn(stranger)]).toEqual([400, '90013']);
  });
});

describe('a person who is signed in', () => {
  it('goes on without a page, also to another application and with prompt=none', async () => {
    received(await signIn(browser, start().url, people.admin.name));
    expect(received(await browser.open(start().url)).get('code')).toEqual(expect.any(String));
    const silent = start({ prompt: 'none', client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' });
    expect(received(await browser.open(silent.url)).get('code')).toEqual(expect.any(String));
  });

  it('is asked again with prompt=login', async () => {
    received(await signIn(browser, start().url, people.admin.name));
    expect(received(await signIn(browser, start({ prompt: 'login' }).url, people.admin.name)).get('code')).toEqual(
      expect.any(String),
    );
  });

  it('may choose to go on, or to be somebody else', async () => {
    received(await signIn(browser, start().url, people.admin.name));
    const choose = page(await browser.open(start({ prompt: 'select_account' }).url));
    expect(choose.title).toContain('Choose an account');
    expect(received(await browser.press(choose, `Continue as ${people.admin.name}`)).get('code')).toEqual(
      expect.any(String),
    );

    const started = start({ prompt: 'select_account' });
    const other = page(await browser.press(await browser.open(started.url), 'Use another account'));
    const onward = page(await browser.press(other, 'Sign in', { username: people.user.name, password }));
    expect(onward.title).toContain('One moment');
    const answer = received(await browser.press(onward, 'Continue'));
    const { body } = await redeem(platform, answer.get('code'), started.verifier);
    expect(decodeJwt(body.access_token)).toMatchObject({ upn: people.user.name });
  });

  it('is asked to sign in anew when blocked meanwhile', async () => {
    received(await signIn(browser, start().url, people.user.name));
    await platform.database`update tenant_user set account_enabled = false where id = ${people.user.id}`;
    expect(page(await browser.open(start().url)).title).toContain('Sign in');
    await platform.database`update tenant_user set account_enabled = true where id = ${people.user.id}`;
  });

  it('signs out after a question, and comes back to the application', async () => {
    received(await signIn(browser, start().url, people.admin.name));
    const question = page(
      await browser.open(
        `${platform.origin}/${alpha}/oauth2/v2.0/logout?client_id=${alphaPublicApp}&post_logout_redirect_uri=${encodeURIComponent(redirectUri)}&state=bye`,
      ),
    );
    expect(question.title).toContain('Sign out');
    const answer = received(await browser.press(question, 'Sign out'));
    expect(answer.get('state')).toBe('bye');
    expect(page(await browser.open(start().url)).title).toContain('Sign in');
    const nobody = page(await browser.open(`${platform.origin}/${alpha}/oauth2/v2.0/logout`));
    expect(nobody.title).toContain('One moment');
    expect(page(await browser.press(nobody, 'Continue')).title).toContain('Signed out');
  });
});

describe('a second factor', () => {
  it('is asked of whoever has one, and shows in the token', async () => {
    const started = start();
    const asked = page(await signIn(browser, started.url, people.careful.name));
    expect(asked.title).toContain('Verify your identity');
    const wrong = page(await browser.press(asked, 'Verify', { code: '000000' }));
    expect(numberOn(wrong)).toBe('50126');
    const code = await generate({ secret: totpSecret });
    const answer = received(await browser.press(wrong, 'Verify', { code }));
    const { body } = await redeem(platform, answer.get('code'), started.verifier);
    expect(decodeJwt(body.access_token)).toMatchObject({ amr: ['pwd', 'mfa', 'otp'] });
    expect(await platform.identity.verify(body.access_token)).toMatchObject({ mfa: true });

    const again = page(await signIn(new Browser(platform.origin), start().url, people.careful.name));
    const second = new Browser(platform.origin);
    expect(again.title).toContain('Verify your identity');
    const reused = page(
      await second.press(page(await signIn(second, start().url, people.careful.name)), 'Verify', { code }),
    );
    expect(numberOn(reused)).toBe('50126');
  });

  it('cannot be skipped by going straight back to the application', async () => {
    const asked = page(await signIn(browser, start().url, people.careful.name));
    const uid = asked.url.split('/').at(-1);
    const back = page(await browser.open(`${platform.origin}/${v2Of(alpha)}/authorize/${uid}`));
    expect(back.title).toContain('Sign in');
  });

  it('locks after ten wrong codes, whatever the password', async () => {
    let view = page(await signIn(browser, start().url, people.careful.name));
    await platform.database`delete from identity_sign_in_failure`;
    for (let attempt = 1; attempt <= 10; attempt++)
      view = page(await browser.press(view, 'Verify', { code: '123456' }));
    expect(numberOn(view)).toBe('50126');
    view = page(await browser.press(view, 'Verify', { code: '123456' }));
    expect(numberOn(view)).toBe('50053');
    await platform.database`delete from identity_sign_in_failure`;
  });

  it('refuses the password grant', async () => {
    const fields = {
      grant_type: 'password',
      client_id: alphaPublicApp,
      username: people.careful.name,
      password,
      scope: 'https://api.partnercenter.microsoft.com/.default',
    };
    const { status, body } = await postForm(`${platform.origin}/${v2Of(alpha)}/token`, fields);
    expect([status, body.error, body.suberror, body.error_codes]).toEqual([
      400,
      'invalid_grant',
      'basic_action',
      [50076],
    ]);
  });
});

describe('a temporary password', () => {
  it('has to be changed at the first sign-in', async () => {
    const started = start();
    const change = page(await signIn(browser, started.url, people.newcomer.name));
    expect(change.title).toContain('Choose a new password');
    for (const [one, two] of [
      ['short', 'short'],
      ['longenough', 'longenough'],
      ['Longer-Secret-1', 'Longer-Secret-2'],
      ['Newcomer-2026', 'Newcomer-2026'],
    ] as const) {
      expect(
        page(await browser.press(change, 'Set password and sign in', { password: one, again: two })).problem,
      ).toMatch(/^AADSTS50055: /);
    }
    const answer = received(
      await browser.press(change, 'Set password and sign in', { password: 'Quite-Other-7', again: 'Quite-Other-7' }),
    );
    expect((await redeem(platform, answer.get('code'), started.verifier)).status).toBe(200);
    expect(numberOn(page(await signIn(new Browser(platform.origin), start().url, people.newcomer.name)))).toBe('50126');
    received(await signIn(new Browser(platform.origin), start().url, people.newcomer.name, 'Quite-Other-7'));
  });
});

describe('consent', () => {
  const readMore = `${graph}/DelegatedAdminRelationship.Read.All openid`;

  it('is not asked where the tenant granted it, nor for first-party applications', async () => {
    received(await signIn(browser, start().url, people.admin.name));
    expect(
      received(
        await browser.open(start({ client_id: '1950a258-227b-4e31-a9cf-717495945fc2', scope: readMore }).url),
      ).get('code'),
    ).toEqual(expect.any(String));
  });

  it('is asked of the person for more, remembered, and then holds for tokens', async () => {
    const started = start({ scope: readMore });
    const asked = page(await signIn(browser, started.url, people.admin.name));
    expect(asked.title).toContain('Permissions requested');
    expect(asked.html).toContain(`<li>DelegatedAdminRelationship.Read.All (${graph})</li>`);
    const answer = received(await browser.press(asked, 'Accept'));
    const { body } = await redeem(platform, answer.get('code'), started.verifier);
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: graph, scp: 'DelegatedAdminRelationship.Read.All' });
    expect(received(await browser.open(start({ scope: readMore }).url)).get('code')).toEqual(expect.any(String));
  });

  it('can be declined, is an administrator’s where it reaches beyond the person, and cannot be given without a page', async () => {
    const asked = page(await signIn(browser, start({ scope: readMore }).url, people.user.name));
    expect(numberOn(asked)).toBe('90094');
    expect(asked.forms[0]?.buttons.map((one) => one.label)).toEqual(['Cancel']);
    const answer = received(await browser.press(asked, 'Cancel'));
    expect(answer.get('error_description')).toMatch(/^AADSTS65004/);
    const silent = received(await browser.open(start({ scope: readMore, prompt: 'none' }).url));
    expect([silent.get('error'), /AADSTS\d+/.exec(silent.get('error_description') ?? '')?.[0]]).toEqual([
      'consent_required',
      'AADSTS65001',
    ]);
  });

  it('that is missing refuses tokens by other ways', async () => {
    const tokens = await tokensOf(platform, browser, people.user.name);
    const { body } = await postForm(`${platform.origin}/${v2Of(alpha)}/token`, {
      grant_type: 'refresh_token',
      client_id: alphaPublicApp,
      refresh_token: tokens.refresh_token,
      scope: readMore,
    });
    expect([body.error, body.suberror, body.error_codes]).toEqual(['invalid_grant', 'consent_required', [65001]]);
  });
});

describe('a person of one tenant at another', () => {
  it('enters where delegated rights let him, with the roles he has there', async () => {
    const open = await startPlatform({
      mayEnterTenant: async (visitor, tenantId) =>
        visitor.userId === people.admin.id && tenantId === beta
          ? { wids: ['729827e3-9c14-49f7-bb1b-9608f156bbb8'] }
          : undefined,
    });
    const visitor = new Browser(open.origin);
    const started = authorizeUrl(open, v2Of(beta));
    const answer = received(await signIn(visitor, started.url, people.admin.name));
    const { body } = await redeem(open, answer.get('code'), started.verifier, {}, v2Of(beta));
    expect(decodeJwt(body.access_token)).toMatchObject({
      tid: beta,
      oid: people.admin.id,
      wids: ['729827e3-9c14-49f7-bb1b-9608f156bbb8'],
      idp: `${open.origin}/${alpha}/`,
    });
    expect(await open.identity.verify(body.access_token)).toMatchObject({ tenantId: beta, homeTenantId: alpha });
    expect(
      numberOn(page(await signIn(new Browser(open.origin), authorizeUrl(open, v2Of(beta)).url, people.user.name))),
    ).toBe('50020');
    await open.close();
  });
});
