/** Temporary credentials that may do less than their maker, as MinIO's own STS gives them: one request, signed by hand. */
import { createHash, createHmac } from 'node:crypto';
import type { ObjectStoreCredentials } from '../../../electron/engine/object-store/settings.ts';
import type { Minio } from './start-minio.ts';

export async function assumeRole(server: Minio, policy: object): Promise<ObjectStoreCredentials> {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    DurationSeconds: '3600',
    Policy: JSON.stringify(policy),
  }).toString();
  const { host } = new URL(server.url);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${server.region}/sts/aws4_request`;
  const signed = 'content-type;host;x-amz-date';
  const type = 'application/x-www-form-urlencoded';
  const request = `POST\n/\n\ncontent-type:${type}\nhost:${host}\nx-amz-date:${time}\n\n${signed}\n${sha256(body)}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${server.secretKey}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(request)}`).toString('hex');
  const answer = await fetch(server.url, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-amz-date': time,
      authorization: `AWS4-HMAC-SHA256 Credential=${server.accessKey}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
    },
  });
  const text = await answer.text();
  const read = (name: string): string => {
    const [, value] = new RegExp(`<${name}>([^<]+)</${name}>`).exec(text) ?? [];
    if (value === undefined) throw new Error(`MinIO gave no ${name} (${answer.status}): ${text}`);
    return value;
  };
  return {
    accessKeyId: read('AccessKeyId'),
    secretAccessKey: read('SecretAccessKey'),
    sessionToken: read('SessionToken'),
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
