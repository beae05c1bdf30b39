/** Files dragged over the window and dropped on it, as the browser tells the page of them. */
import type { JSHandle, Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Drags over the window and waits there; the answer lets go. */
export async function dragFiles(page: Page, ...files: readonly DroppedFile[]): Promise<() => Promise<void>> {
  const transfer = await transferOf(page, files);
  const target = page.locator('body');
  await target.dispatchEvent('dragenter', { dataTransfer: transfer });
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  return () => target.dispatchEvent('drop', { dataTransfer: transfer });
}

function transferOf(page: Page, files: readonly DroppedFile[]): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(
    (given) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    },
    files.map(({ name, content }) => ({ name, base64: content.toString('base64') })),
  );
}

/** Drags something that stands on the disk, a folder say, as the system does, and lets go: no page can make up a folder. */
export async function dropPath(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const copy = 1;
  const data = { items: [], files: [path], dragOperationsMask: copy };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await session.detach();
}
