/** Addresses in an S3 object store: `s3://bucket/key`. A key is text, taken literally; only a slash divides it. */
import { DeskError } from './errors.ts';

export interface ObjectUrl {
  readonly bucket: string;
  /** Without a slash at either end; empty for the bucket itself. */
  readonly key: string;
}

const scheme = 's3://';

export const isObjectUrl = (text: string): boolean => text.slice(0, scheme.length).toLowerCase() === scheme;

/** Throws INVALID_INPUT. */
export function parseObjectUrl(text: string): ObjectUrl {
  const [bucket = '', ...rest] = text.slice(scheme.length).split('/');
  const key = rest.join('/').replace(/^\/+|\/+$/g, '');
  // Servers differ on what dots mean in a key, so an address with them could lead out of what was allowed.
  const dotted = key.split('/').some((part) => part === '.' || part === '..');
  if (isObjectUrl(text) && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !dotted) return { bucket, key };
  throw new DeskError(
    'INVALID_INPUT',
    'That is not an address in an object store. Write s3://BUCKET/PREFIX: a bucket is 3 to 63 small letters, digits, dots and hyphens, and no part of the prefix is "." or "..".',
  );
}

export function formatObjectUrl({ bucket, key }: ObjectUrl): string {
  return key === '' ? `${scheme}${bucket}` : `${scheme}${bucket}/${key}`;
}

/** Something below an address; either part may be empty. */
export function below({ bucket, key }: ObjectUrl, name: string): ObjectUrl {
  return { bucket, key: key === '' || name === '' ? `${key}${name}` : `${key}/${name}` };
}

export function isInside(url: ObjectUrl, root: ObjectUrl): boolean {
  if (url.bucket !== root.bucket) return false;
  return root.key === '' || url.key === root.key || url.key.startsWith(`${root.key}/`);
}
