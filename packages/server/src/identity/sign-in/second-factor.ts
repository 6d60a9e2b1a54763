import type {
  AuthenticationResponseJSON,
  generateAuthenticationOptions,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { verify as verifyCode } from 'otplib';
import { listPasskeys, type Passkey, usePasskey, useTotpStep } from '../../store/identity/second-factors.ts';
import type { UserFacts } from '../../store/identity/users.ts';
import type { IdentityParts } from '../identity.ts';
import { throttled } from './throttle.ts';

/** Loaded when somebody has a passkey: no start waits for it. */
export const passkeyLibrary = () => import('@simplewebauthn/server');

type Parts = Pick<IdentityParts, 'database' | 'seal'>;
type Transports = NonNullable<
  NonNullable<Parameters<typeof generateAuthenticationOptions>[0]['allowCredentials']>[number]['transports']
>;

export function hasSecondFactor(user: UserFacts): boolean {
  return user.totpSecret !== null || user.passkeys > 0;
}

/** Whether the code is the one of now, or of the half minute before or after, and was not used. @throws AADSTS50053. */
export async function checkTotp(parts: Parts, user: UserFacts, code: string): Promise<boolean> {
  if (user.totpSecret === null) return false;
  const secret = await parts.seal.open(user.totpSecret);
  // Counted apart from passwords: a right password must not clear the guesses of codes.
  return throttled(parts, `code ${user.userPrincipalName}`, async () => {
    const step = await totpStep(secret, code);
    return step !== undefined && useTotpStep(parts.database, user.tenantId, user.id, step);
  });
}

/** The time step a code belongs to; undefined when it belongs to none around now. */
export async function totpStep(secret: string, code: string): Promise<number | undefined> {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const result = await verifyCode({ secret, token, epochTolerance: 30 });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** What the browser is asked of; undefined when the person has no passkey for this host. */
export async function passkeyOptions(
  parts: Parts,
  user: UserFacts,
  origin: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | undefined> {
  const keys = await passkeysAt(parts, user, origin);
  if (keys.length === 0) return undefined;
  const { generateAuthenticationOptions } = await passkeyLibrary();
  return generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    userVerification: 'preferred',
    allowCredentials: keys.map((key) => ({ id: key.credentialId, transports: [...key.transports] as Transports })),
  });
}

/** Whether the browser's answer proves one of the person's passkeys for this challenge at this origin. */
export async function checkPasskey(
  parts: Parts,
  user: UserFacts,
  origin: string,
  challenge: string,
  answer: string,
): Promise<boolean> {
  let response: AuthenticationResponseJSON;
  try {
    response = JSON.parse(answer) as AuthenticationResponseJSON;
  } catch {
    return false;
  }
  const key = (await passkeysAt(parts, user, origin)).find((one) => one.credentialId === response.id);
  if (key === undefined) return false;
  const { verifyAuthenticationResponse } = await passkeyLibrary();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: key.relyingParty,
      requireUserVerification: false,
      credential: { id: key.credentialId, publicKey: key.publicKey, counter: key.signCount },
    });
    return (
      verified &&
      (await usePasskey(
        parts.database,
        user.tenantId,
        user.id,
        key.credentialId,
        authenticationInfo.newCounter,
        new Date(),
      ))
    );
  } catch {
    return false;
  }
}

async function passkeysAt(parts: Parts, user: UserFacts, origin: string): Promise<Passkey[]> {
  const host = new URL(origin).hostname;
  return (await listPasskeys(parts.database, user.tenantId, user.id)).filter((key) => key.relyingParty === host);
}
