/** An authority of one test's own, with a certificate for the broker and one for a client, valid for two days. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  /** PEM texts, as a client is configured with them. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** Files, as the broker is configured with them. */
  readonly brokerKeystore: string;
  readonly truststore: string;
}

export function makeCertificates(folder: string): Certificates {
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const issue = (name: string, extension: string) => {
    writeFileSync(path(`${name}.ext`), extension);
    const subject = `/CN=${name}`;
    // prettier-ignore
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', subject, '-keyout', path(`${name}.key`), '-out', path(`${name}.csr`));
    // prettier-ignore
    openssl('x509', '-req', '-in', path(`${name}.csr`), '-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', path(`${name}.ext`), '-out', path(`${name}.pem`));
  };
  // prettier-ignore
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=test authority', '-days', '2', '-keyout', path('ca.key'), '-out', path('ca.pem'));
  issue('broker', 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  issue('client', 'extendedKeyUsage=clientAuth\n');
  const read = (name: string) => readFileSync(path(name), 'utf8');
  writeFileSync(path('broker-keystore.pem'), read('broker.key') + read('broker.pem'), { mode: 0o600 });
  return {
    ca: read('ca.pem'),
    cert: read('client.pem'),
    key: read('client.key'),
    brokerKeystore: path('broker-keystore.pem'),
    truststore: path('ca.pem'),
  };
}
