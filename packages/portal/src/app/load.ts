/** Everything behind the sign-in: asked for as soon as somebody is known to be signed in. */
export const loadSignedIn = () => import('./SignedIn.tsx');
