/** SHA-256 of files, in hex, in memory bounded whatever their size. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;

export async function hashFile(path: string): Promise<string> {
  const file = await open(path);
  try {
    return await hashOpenFile(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

/** Its first `bytes`. */
export async function hashOpenFile(file: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(Math.min(bytes, chunkBytes));
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex');
}
