/** The system's keychain: what it encrypts can be read by nobody else, and by it only while it is open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

export class DoubleKeychain {
  available = true;
  backend: Backend = 'gnome_libsecret';
  /** A person says no, or the key is gone. */
  refuses = false;
  /** The service behind it does not answer. */
  broken = false;
  readonly key: Buffer;
  readonly #needReady: () => void;

  /** `earlier` is the same keychain before the program was started again. */
  constructor(needReady: () => void, earlier?: DoubleKeychain) {
    this.#needReady = needReady;
    this.key = earlier?.key ?? randomBytes(32);
    this.refuses = earlier?.refuses ?? false;
    this.broken = earlier?.broken ?? false;
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    this.#needReady();
    if (this.broken) return Promise.reject(new Error('No answer from the secret service'));
    return Promise.resolve(this.available);
  }

  getSelectedStorageBackend(): Backend {
    this.#needReady();
    return this.backend;
  }

  encryptStringAsync(text: string): Promise<Buffer> {
    this.#needReady();
    if (this.refuses) return Promise.reject(new Error('Failed to encrypt'));
    const start = randomBytes(16);
    const cipher = createCipheriv('aes-256-ctr', this.key, start);
    return Promise.resolve(Buffer.concat([start, cipher.update(text), cipher.final()]));
  }

  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    this.#needReady();
    if (this.refuses) return Promise.reject(new Error('Failed to decrypt'));
    const cipher = createDecipheriv('aes-256-ctr', this.key, encrypted.subarray(0, 16));
    const result = Buffer.concat([cipher.update(encrypted.subarray(16)), cipher.final()]).toString();
    return Promise.resolve({ result, shouldReEncrypt: false });
  }
}
