/** The object store that a person works with at the desktop: where it is, and in whose name it is asked. */
import { z } from 'zod';
import { formatObjectUrl, isObjectUrl, parseObjectUrl } from './object-url.ts';

const addressSchema = z.string().max(2_000).refine(isObjectUrl).transform(parseObjectUrl).transform(formatObjectUrl);

/** Without what is secret, and without what a log of proxies would keep. */
const endpointSchema = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => new URL(text).username === '' && new URL(text).password === '');

export const objectStorageSchema = z.object({
  /** This and what is below may be chosen. */
  address: addressSchema,
  /** Null for Amazon's own, or what the environment says. */
  endpoint: endpointSchema.nullable(),
  region: z.string().min(1).max(100).nullable(),
  /** Null: whoever the environment or ~/.aws names. */
  access_key_id: z.string().min(1).max(200).nullable(),
});
export type ObjectStorage = z.infer<typeof objectStorageSchema>;

export const objectStorageWishSchema = objectStorageSchema.extend({
  /** Null: the one that is known already. */
  secret_access_key: z.string().min(1).max(1_000).nullable(),
});
export type ObjectStorageWish = z.infer<typeof objectStorageWishSchema>;

export interface ObjectStorageState {
  readonly storage: ObjectStorage | null;
  /** Where the secret key is; none where it was never given, or the keychain would not give it back. */
  readonly secret: 'keychain' | 'until the program ends' | 'none';
  /** Whether this machine has a keychain that a secret can be kept in. */
  readonly keychain: boolean;
}
