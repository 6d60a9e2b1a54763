import { errors } from 'oidc-provider';
import { AadError } from '../errors.ts';

/** The library's reasons are sentences, not codes: what each of them is in the numbers clients know. */
const byReason: readonly (readonly [RegExp, () => AadError])[] = [
  [/authorization code already consumed/, () => new AadError(54005)],
  [/authorization code is expired/, () => new AadError(70008)],
  [/authorization code not found/, () => new AadError(70000, { reason: 'the authorization code is unknown here' })],
  [
    /redirect_uri mismatch/,
    () => new AadError(70000, { reason: "'redirect_uri' is not the one the code was sent to" }),
  ],
  [/client mismatch/, () => new AadError(700005)],
  [/code_verifier|code_challenge/, () => new AadError(501481)],
  [/device code (not found|already consumed)/, () => new AadError(70018)],
  [/device code is expired/, () => new AadError(70019)],
  [/grant (not found|is expired)/, () => new AadError(50173)],
  [/account not found/, () => new AadError(50173)],
];

const byError: Readonly<Record<string, (reason: string) => AadError>> = {
  authorization_pending: () => new AadError(70016),
  expired_token: () => new AadError(70019),
  access_denied: () => new AadError(65004),
  login_required: () => new AadError(50058),
  interaction_required: () => new AadError(16000),
  consent_required: () => new AadError(65001, { client: 'that asks', scope: 'what it asks for' }),
  invalid_grant: (reason) => new AadError(70000, { reason }),
  invalid_target: (reason) => new AadError(500011, { resource: reason }),
  invalid_redirect_uri: () => new AadError(50011, { redirect: 'of the request' }),
  unsupported_response_type: () => new AadError(700054, { type: 'asked for' }),
};

/** The refusal behind an error that the library, or a grant of ours, raised; undefined when it is a failure of ours. */
export function refusalOf(error: unknown): AadError | undefined {
  if (error instanceof AadError) return error;
  if (!(error instanceof errors.OIDCProviderError)) return undefined;
  const reason = [error.error_detail, error.error_description].filter((one) => typeof one === 'string').join('; ');
  if (['invalid_grant', 'expired_token'].includes(error.error)) {
    for (const [pattern, refusal] of byReason) if (pattern.test(reason)) return refusal();
  }
  return byError[error.error]?.(reason) ?? new AadError(90013, { reason });
}
