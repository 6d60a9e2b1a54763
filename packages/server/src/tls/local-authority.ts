import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { servedAddresses, servedNames } from './served-names.ts';

const day = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface Certificates {
  readonly key: string;
  readonly certificate: string;
  /** The file of the local authority's certificate, for clients to trust. */
  readonly authorityFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * The certificate of this installation, signed by its own local authority; both are made at first use and kept in
 * `directory`. The certificate is made anew a month before it ends, or when it lacks a name; the authority stays, as
 * clients trust it. Keys are for their owner's eyes only. Machine time, as TLS clients look at it.
 */
export async function localCertificates(directory: string, now: Date): Promise<Certificates> {
  x509.cryptoProvider.set(webcrypto as unknown as Crypto);
  // Everybody may read the authority's certificate; the keys are closed one by one.
  await mkdir(directory, { recursive: true, mode: 0o755 });
  const authority = await authorityOf(directory, now);
  const files = {
    authorityFile: join(directory, 'authority.pem'),
    certificateFile: join(directory, 'server.pem'),
    keyFile: join(directory, 'server-key.pem'),
  };
  const kept = await readBoth(directory, 'server');
  if (kept !== undefined && (await stillGood(kept.certificate, authority.certificate, now))) {
    return { key: kept.key, certificate: kept.certificate, ...files };
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Multipartner local server',
    issuer: authority.certificate.subject,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 397 * day),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey as CryptoKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new x509.SubjectAlternativeNameExtension([
        ...servedNames.map((value) => ({ type: 'dns' as const, value })),
        ...servedAddresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate, false),
    ],
  });
  const key = await privatePem(keys.privateKey as CryptoKey);
  await writeBoth(directory, 'server', key, certificate.toString('pem'));
  return { key, certificate: certificate.toString('pem'), ...files };
}

/** Whether it is this authority's, for all of today's names, and lasts another month. */
async function stillGood(pem: string, authority: x509.X509Certificate, now: Date): Promise<boolean> {
  const certificate = new x509.X509Certificate(pem);
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items.map((one) => one.value);
  return (
    certificate.notAfter.getTime() > now.getTime() + 30 * day &&
    [...servedNames, ...servedAddresses].every((name) => names?.includes(name)) &&
    (await certificate.verify({ publicKey: authority, signatureOnly: true }))
  );
}

async function authorityOf(
  directory: string,
  now: Date,
): Promise<{ certificate: x509.X509Certificate; key: CryptoKey }> {
  const kept = await readBoth(directory, 'authority');
  if (kept !== undefined) {
    const bytes = x509.PemConverter.decodeFirst(kept.key);
    const key = await webcrypto.subtle.importKey('pkcs8', bytes, algorithm, true, ['sign']);
    return { certificate: new x509.X509Certificate(kept.certificate), key: key as CryptoKey };
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Multipartner local authority',
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 3650 * day),
    signingAlgorithm: algorithm,
    keys: keys as CryptoKeyPair,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
    ],
  });
  await writeBoth(directory, 'authority', await privatePem(keys.privateKey as CryptoKey), certificate.toString('pem'));
  return { certificate, key: keys.privateKey as CryptoKey };
}

async function privatePem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return Buffer.from(bytes).toString('hex');
}

async function readBoth(directory: string, name: string): Promise<{ key: string; certificate: string } | undefined> {
  const keyFile = join(directory, `${name}-key.pem`);
  try {
    const [key, certificate] = await Promise.all([
      readFile(keyFile, 'utf8'),
      readFile(join(directory, `${name}.pem`), 'utf8'),
    ]);
    // One that was copied or restored may have become readable for everybody on the way.
    if (((await stat(keyFile)).mode & 0o077) !== 0) await chmod(keyFile, 0o600);
    return { key, certificate };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeBoth(directory: string, name: string, key: string, certificate: string): Promise<void> {
  await writeFile(join(directory, `${name}-key.pem`), key, { mode: 0o600 });
  await writeFile(join(directory, `${name}.pem`), certificate, { mode: 0o644 });
}
