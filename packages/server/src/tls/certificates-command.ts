import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { type Certificates, localCertificates } from './local-authority.ts';
import { servedAddresses, servedNames } from './served-names.ts';

/** Where the certificates of a data directory are kept. */
export const certificatesDirectory = (config: Pick<Config, 'data'>): string => resolve(config.data, 'tls');

/** The certificates of a data directory, made when missing. @throws StartError with one sentence when they cannot be. */
export async function certificatesOf(config: Pick<Config, 'data'>): Promise<Certificates> {
  const directory = certificatesDirectory(config);
  return localCertificates(directory, new Date()).catch((error: Error) => {
    throw new StartError(`The certificates in ${directory} cannot be used: ${error.message.replace(/\.$/, '')}.`);
  });
}

/** What `multipartner certificates` prints: where the files are, for which names, and how clients are told. */
export async function certificatesText(config: Pick<Config, 'data' | 'json'>): Promise<string> {
  const { authorityFile, certificateFile, keyFile } = await certificatesOf(config);
  const names = [...servedNames, ...servedAddresses];
  if (config.json)
    return JSON.stringify({
      event: 'certificates',
      ca: authorityFile,
      certificate: certificateFile,
      key: keyFile,
      names,
    });
  return [
    `Local authority, for clients to trust:  ${authorityFile}`,
    `Certificate that --tls serves:          ${certificateFile}`,
    '',
    'It is good for',
    ...names.map((name) => `  ${name}`),
    '',
    'Tell your client, in the environment it runs in:',
    `  NODE_EXTRA_CA_CERTS=${authorityFile}   Node`,
    `  REQUESTS_CA_BUNDLE=${authorityFile}    Python (requests, MSAL), Azure CLI`,
    `  CURL_CA_BUNDLE=${authorityFile}        curl`,
    'docs/clients/ has the others, and how hard-wired names are led here.',
  ].join('\n');
}
