/**
 * Main's side of the channels: each request is taken only from the main frame of our own page in our own window, and
 * its input is parsed before anything is done with it.
 */
import type { IpcMain, WebContents, WebFrameMain } from 'electron';
import { z } from 'zod';
import { isDeskError } from '../../contract/errors.ts';
import { objectStorageWishSchema } from '../../contract/object-storage.ts';
import { pickRequestSchema } from '../../contract/shell.ts';
import { isOurAddress } from './app-protocol.ts';
import { tells, type Answer, type Ask, type Asks, type Tell } from './channels.ts';

const path = z.string().min(1).max(32_768);

const inputs: { readonly [A in Ask]: z.ZodType<Asks[A]['input']> } = {
  'shell:info': z.null(),
  'shell:pick': pickRequestSchema,
  'shell:dropped': z.array(path).max(10_000),
  'shell:reveal': path,
  'shell:object-storage': z.null(),
  'shell:use-object-storage': objectStorageWishSchema,
  'shell:forget-object-storage': z.null(),
};

export type Answers = { readonly [A in Ask]: (input: Asks[A]['input']) => Promise<Asks[A]['output']> };
export type Hearers = Readonly<Record<Tell, () => void>>;

interface Sent {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/** `ours` is the window's contents of the moment: it changes when a window is closed and opened again. */
export function answerPage(
  ipcMain: Pick<IpcMain, 'handle' | 'on'>,
  ours: () => WebContents | undefined,
  answers: Answers,
  hearers: Hearers,
): void {
  const answer = <A extends Ask>(channel: A): void =>
    ipcMain.handle(channel, async (event, input: unknown): Promise<Answer<A>> => {
      if (!isFromOurPage(event, ours())) return { ok: false, message: 'This request did not come from the page.' };
      const parsed = inputs[channel].safeParse(input);
      if (!parsed.success) return { ok: false, message: `The page asked ${channel} in a way it cannot be asked.` };
      try {
        return { ok: true, output: await answers[channel](parsed.data) };
      } catch (error) {
        // Another's error may quote a path or a value, and helps nobody who reads it.
        const message = isDeskError(error) ? error.message : 'That did not work. Nothing was changed; try again.';
        return { ok: false, message };
      }
    });
  for (const channel of Object.keys(inputs) as Ask[]) answer(channel);
  for (const channel of tells) {
    ipcMain.on(channel, (event) => {
      if (isFromOurPage(event, ours())) hearers[channel]();
    });
  }
}

export function isFromOurPage({ sender, senderFrame }: Sent, ours: WebContents | undefined): boolean {
  if (ours === undefined || sender !== ours || senderFrame === null) return false;
  return senderFrame.parent === null && isOurAddress(senderFrame.url);
}
