/** A small JSON body of a request. */
import type { IncomingMessage } from 'node:http';
import { DeskError } from '../../contract/errors.ts';

const mostBytes = 1024 * 1024;

/** Throws INVALID_INPUT. A form cannot send this content type, so no foreign page sends it without asking first. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new DeskError('INVALID_INPUT', 'What was sent is not marked as JSON (content-type: application/json).');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new DeskError('INVALID_INPUT', 'What was sent is larger than any request can be.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new DeskError('INVALID_INPUT', 'What was sent is not JSON.', undefined, { cause: error });
  }
}
