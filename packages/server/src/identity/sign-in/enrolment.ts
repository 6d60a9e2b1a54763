import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { generateSecret, generateURI } from 'otplib';
import { findArtifact, removeArtifact, saveArtifact } from '../../store/identity/artifacts.ts';
import { addPasskey, listPasskeys, setTotpSecret, useTotpStep } from '../../store/identity/second-factors.ts';
import type { UserFacts } from '../../store/identity/users.ts';
import type { IdentityParts } from '../identity.ts';
import { passkeyLibrary, totpStep } from './second-factor.ts';

type Parts = Pick<IdentityParts, 'database' | 'seal'>;

/** What a person is offered to enrol: kept on the server for ten minutes, until he proves that he has it. */
export interface Offer {
  readonly secret: string;
  /** For an authenticator app. */
  readonly address: string;
  /** The same as a picture to scan: SVG. */
  readonly qr: string;
  readonly passkey: PublicKeyCredentialCreationOptionsJSON;
}

const kind = 'Enrolment';
const offerSeconds = 600;

export async function offerFactors(parts: Parts, user: UserFacts, origin: string, sessionId: string): Promise<Offer> {
  const { hostname } = new URL(origin);
  const held = await listPasskeys(parts.database, user.tenantId, user.id);
  const { generateRegistrationOptions } = await passkeyLibrary();
  const passkey = await generateRegistrationOptions({
    rpName: 'Multipartner',
    rpID: hostname,
    userName: user.userPrincipalName,
    userDisplayName: user.displayName,
    userID: new TextEncoder().encode(user.id),
    attestationType: 'none',
    excludeCredentials: held.map((one) => ({ id: one.credentialId })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  const secret = generateSecret({ length: 20 });
  await saveArtifact(parts.database, {
    kind,
    id: sessionId,
    tenantId: user.tenantId,
    grantId: null,
    uid: null,
    userCode: null,
    payload: { secret: await parts.seal.close(secret), challenge: passkey.challenge, userId: user.id },
    expiresAt: new Date(Date.now() + offerSeconds * 1000),
  });
  const address = generateURI({ issuer: 'Multipartner', label: user.userPrincipalName, secret });
  const { renderSVG } = await import('uqr');
  return { secret, address, qr: renderSVG(address, { border: 2 }), passkey };
}

async function offered(
  parts: Parts,
  user: UserFacts,
  sessionId: string,
): Promise<{ secret: string; challenge: string } | undefined> {
  const found = await findArtifact(parts.database, kind, { id: sessionId });
  const { secret, challenge, userId } = (found?.payload ?? {}) as Record<string, string>;
  if (secret === undefined || challenge === undefined || userId !== user.id) return undefined;
  return { secret, challenge };
}

/** Takes the authenticator app that was offered, when the code shows that the person set it up. */
export async function enrolTotp(parts: Parts, user: UserFacts, sessionId: string, code: string): Promise<boolean> {
  const offer = await offered(parts, user, sessionId);
  const step = offer === undefined ? undefined : await totpStep(await parts.seal.open(offer.secret), code);
  if (offer === undefined || step === undefined) return false;
  await setTotpSecret(parts.database, user.tenantId, user.id, offer.secret);
  await useTotpStep(parts.database, user.tenantId, user.id, step);
  await removeArtifact(parts.database, kind, sessionId);
  return true;
}

/** Takes a passkey that the browser made for the challenge that was offered. */
export async function enrolPasskey(
  parts: Parts,
  user: UserFacts,
  origin: string,
  sessionId: string,
  answer: string,
  name: string,
): Promise<boolean> {
  const offer = await offered(parts, user, sessionId);
  if (offer === undefined) return false;
  const { hostname } = new URL(origin);
  const { verifyRegistrationResponse } = await passkeyLibrary();
  let result: Awaited<ReturnType<typeof verifyRegistrationResponse>>;
  try {
    result = await verifyRegistrationResponse({
      response: JSON.parse(answer) as RegistrationResponseJSON,
      expectedChallenge: offer.challenge,
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: false,
    });
  } catch {
    return false;
  }
  if (!result.verified) return false;
  const { credential } = result.registrationInfo;
  await addPasskey(parts.database, user.tenantId, user.id, {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    signCount: credential.counter,
    transports: credential.transports ?? [],
    relyingParty: hostname,
    name: name === '' ? 'Passkey' : name.slice(0, 64),
    createdAt: new Date(),
  });
  await removeArtifact(parts.database, kind, sessionId);
  return true;
}
