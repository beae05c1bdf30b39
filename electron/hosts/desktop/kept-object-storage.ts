/**
 * The object store a person chose, between starts. Its secret key is encrypted by the system's keychain before it is
 * written; where there is none, it is held in memory and asked for again at the next start.
 */
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { DeskError } from '../../contract/errors.ts';
import {
  objectStorageSchema,
  type ObjectStorage,
  type ObjectStorageState,
  type ObjectStorageWish,
} from '../../contract/object-storage.ts';
import type { EngineObjectStore } from './engine-control.ts';
import type { KeptFile } from './kept-file.ts';

export const keptObjectStorageSchema = z.object({
  storage: objectStorageSchema.nullable(),
  /** Base64 of what the keychain made of it. */
  secret: z.string().nullable(),
});
type Kept = z.infer<typeof keptObjectStorageSchema>;

type Keychain = Pick<
  SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>;

export class KeptObjectStorage {
  readonly #file: KeptFile<Kept>;
  readonly #keychain: Keychain;
  readonly #linux: boolean;
  #storage: ObjectStorage | null = null;
  #secret: string | undefined;
  #inKeychain = false;

  constructor(file: KeptFile<Kept>, keychain: Keychain, platform: 'mac' | 'windows' | 'linux') {
    this.#file = file;
    this.#keychain = keychain;
    this.#linux = platform === 'linux';
  }

  /** Electron is ready. A keychain that is locked or was replaced gives nothing back: the secret is asked for again. */
  async recall(): Promise<void> {
    const kept = this.#file.read();
    if (kept === undefined) return;
    this.#storage = kept.storage;
    if (kept.secret === null || !(await this.#hasKeychain())) return;
    try {
      this.#secret = (await this.#keychain.decryptStringAsync(Buffer.from(kept.secret, 'base64'))).result;
      this.#inKeychain = true;
    } catch {
      this.#secret = undefined;
    }
  }

  async state(): Promise<ObjectStorageState> {
    const held = this.#inKeychain ? 'keychain' : 'until the program ends';
    return {
      storage: this.#storage,
      secret: this.#secret === undefined ? 'none' : held,
      keychain: await this.#hasKeychain(),
    };
  }

  async use({ secret_access_key: given, ...storage }: ObjectStorageWish): Promise<void> {
    // A secret belongs to the key id it was given with, and goes to no other server than the one it was given for.
    const same = storage.access_key_id === this.#storage?.access_key_id && storage.endpoint === this.#storage.endpoint;
    this.#secret = storage.access_key_id === null ? undefined : (given ?? (same ? this.#secret : undefined));
    this.#storage = storage;
    const encrypted = this.#secret === undefined ? null : await this.#encrypted(this.#secret);
    this.#inKeychain = this.#file.write({ storage, secret: encrypted }) && encrypted !== null;
  }

  /** Throws TARGET_NOT_WRITABLE where it would be known again at the next start. */
  forget(): void {
    if (!this.#file.write({ storage: null, secret: null })) {
      throw new DeskError(
        'TARGET_NOT_WRITABLE',
        'The program’s settings cannot be written, so the object store would be known again at the next start. Nothing was forgotten; free some space or mend the rights of the settings’ folder, then forget it again.',
      );
    }
    this.#storage = null;
    this.#secret = undefined;
    this.#inKeychain = false;
  }

  /**
   * For the engine's process; null where none was chosen, and while the secret of the chosen key is not known: nobody
   * else is to stand in for the one who was named.
   */
  get forEngine(): EngineObjectStore | null {
    if (this.#storage === null) return null;
    const { address, endpoint, region, access_key_id: accessKeyId } = this.#storage;
    if (accessKeyId === null) return { address, endpoint, region, credentials: null };
    if (this.#secret === undefined) return null;
    return { address, endpoint, region, credentials: { accessKeyId, secretAccessKey: this.#secret } };
  }

  /** Null where there is no keychain, or a person would not open it: the state then says that nothing is kept. */
  async #encrypted(secret: string): Promise<string | null> {
    if (!(await this.#hasKeychain())) return null;
    try {
      return (await this.#keychain.encryptStringAsync(secret)).toString('base64');
    } catch {
      return null;
    }
  }

  /**
   * Linux without a password manager would encrypt with a key that everybody knows. One that cannot even say whether it is
   * there is none: the window opens, and says that nothing is kept.
   */
  async #hasKeychain(): Promise<boolean> {
    const isThere = await this.#keychain.isAsyncEncryptionAvailable().catch(() => false);
    if (!isThere) return false;
    return !this.#linux || this.#keychain.getSelectedStorageBackend() !== 'basic_text';
  }
}
