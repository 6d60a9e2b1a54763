import createClient from 'openapi-fetch';
import type { paths } from './sandbox.generated.ts';

/** The sandbox's controls, which ask for no token here; not there in production. */
export const sandbox = createClient<paths>({ baseUrl: window.location.origin });
