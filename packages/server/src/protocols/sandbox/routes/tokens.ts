import type { FastifyInstance } from 'fastify';
import { AadError, type Identity, portalClientId } from '../../../identity/index.ts';
import { deny, type Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { tokenSubject } from '../../../operations/sandbox/token-subject.ts';
import { reader } from '../read.ts';
import { token } from '../schemas.ts';

/** Which member of the request each refusal of the token endpoint is about. */
const fieldOf: Readonly<Record<number, string>> = {
  50020: 'user',
  50034: 'user',
  50057: 'user',
  65001: 'scopes',
  500011: 'audience',
  700016: 'application',
};

/** Access tokens without a sign-in, by the same keys and claims as any other. */
export function tokenRoutes(app: FastifyInstance, sandbox: Sandbox, identity: Identity): void {
  const read = reader(token);
  app.post('/tokens', async (request) => {
    const { tenant, user, application, audience, scopes, mfa, expiresIn = 3600 } = read(request.body);
    const subject = await tokenSubject(sandbox, {
      tenant,
      ...(user === undefined ? {} : { user }),
      ...(application === undefined ? {} : { application }),
    });
    const { applicationId, ...whom } = subject;
    if (applicationId === null && user === undefined) {
      throw deny('value-missing', { field: 'application', reason: 'the tenant has no application of its own' });
    }
    try {
      const accessToken = await identity.mint({
        ...whom,
        applicationId: applicationId ?? portalClientId,
        audience,
        origin: `${request.protocol}://${request.host}`,
        expiresIn,
        ...(scopes === undefined ? {} : { scopes }),
        ...(mfa === undefined ? {} : { mfa }),
      });
      return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn };
    } catch (error) {
      if (!(error instanceof AadError)) throw error;
      throw deny('value-invalid', {
        field: fieldOf[error.number] ?? 'tenant',
        reason: `is refused (AADSTS${error.number}: ${error.message})`,
      });
    }
  });
}
