import type { Context } from '../operation.ts';
import { canonicalForm } from './digest.ts';
import { type Evidence, type EvidenceInput, evidenceOf, type ProtectedDocuments, readProtected } from './protected.ts';

export interface SignedEvidence extends Evidence {
  /** JWS (compact, RS256) over the canonical form of the evidence; its `kid` is one of the published keys. */
  readonly signature: string;
}

/** The evidence of a customer, or of one partner's own part at it, signed by the realm (section D, R90). */
export async function getEvidence(context: Context, input: EvidenceInput): Promise<SignedEvidence> {
  return signed(context, await readProtected(context, input));
}

export interface ProtectedAnswer {
  readonly evidence: SignedEvidence;
  readonly owners: readonly { readonly partnerId: string; readonly document: Readonly<Record<string, unknown>> }[];
  readonly directory: Readonly<Record<string, unknown>> | null;
  /** The public keys at this instant, so that the file can be verified away from any network. */
  readonly keys: readonly Record<string, unknown>[];
}

/** The canonical documents themselves with their evidence: what `multipartner verify` recomputes offline. */
export async function getProtected(context: Context, input: EvidenceInput): Promise<ProtectedAnswer> {
  const documents = await readProtected(context, input);
  return {
    evidence: await signed(context, documents),
    owners: documents.owners.map(({ partnerId, document }) => ({ partnerId, document })),
    directory: documents.directory,
    keys: await context.realm.signer.publicKeys(),
  };
}

async function signed(context: Context, documents: ProtectedDocuments): Promise<SignedEvidence> {
  const evidence = evidenceOf(documents);
  return { ...evidence, signature: await context.realm.signer.sign(canonicalForm(evidence)) };
}
