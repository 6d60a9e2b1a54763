import { readFile } from 'node:fs/promises';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { canonicalForm, digestOf } from './operations/evidence/digest.ts';
import type { ProtectedAnswer } from './operations/evidence/sign.ts';

export interface Verdict {
  readonly ok: boolean;
  /** One line for each thing that was checked. */
  readonly lines: readonly string[];
}

/**
 * Recomputes a file of `GET /multipartner/v1/evidence/protected`, offline: every owner's digest from its document, the
 * whole digest from those, and the signature. `keysFile` names a key set to trust instead of the file's own keys.
 */
export async function verifyFile(file: string, keysFile?: string): Promise<Verdict> {
  const answer = JSON.parse(await readFile(file, 'utf8')) as ProtectedAnswer;
  if (answer.evidence === undefined || answer.owners === undefined) {
    return { ok: false, lines: ['The file is not an answer of GET /multipartner/v1/evidence/protected.'] };
  }
  const keys =
    keysFile === undefined ? { keys: answer.keys } : (JSON.parse(await readFile(keysFile, 'utf8')) as JSONWebKeySet);
  const lines: string[] = [];
  let ok = true;
  const check = (right: boolean, text: string) => {
    lines.push(`${right ? 'ok   ' : 'WRONG'} ${text}`);
    ok &&= right;
  };

  const { signature, ...evidence } = answer.evidence;
  check(
    answer.owners.length === evidence.owners.length,
    `${evidence.owners.length} owners, ${answer.owners.length} documents`,
  );
  const digests = answer.owners.map(({ partnerId, document }) => ({ partnerId, digest: digestOf(document) }));
  for (const { partnerId, digest } of digests) {
    const said = evidence.owners.find((owner) => owner.partnerId === partnerId)?.digest;
    check(said === digest, `document of partner ${partnerId}: ${digest}`);
  }
  const whole = digestOf({ owners: digests, directory: answer.directory === null ? null : digestOf(answer.directory) });
  check(whole === evidence.digest, `whole digest: ${whole}`);
  check(
    await signedBy(signature, keys as JSONWebKeySet, canonicalForm(evidence)),
    `signature over the evidence as of ${evidence.asOf}`,
  );
  return { ok, lines };
}

async function signedBy(signature: string, keys: JSONWebKeySet, expected: string): Promise<boolean> {
  try {
    const { payload } = await compactVerify(signature, createLocalJWKSet(keys));
    return new TextDecoder().decode(payload) === expected;
  } catch {
    return false;
  }
}
