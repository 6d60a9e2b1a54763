export { AadError } from './errors.ts';
export { portalClientId } from './first-party.ts';
export { createIdentity, type Identity } from './identity.ts';
export type { MintRequest } from './mint.ts';
export type { IdentityLog, IdentityOptions, IdentitySettings, Visitor } from './options.ts';
export type { Audience } from './resources.ts';
export { identityRoutes } from './routes.ts';
export type { TokenError, Verification, VerifiedToken } from './verify.ts';
