/** The page's way to the engine through the test's own hands: cut, or with one kind of call held back on it. */
import type { Page, WebSocketRoute } from '@playwright/test';
import { z } from 'zod';

export interface HeldWay {
  /** Nothing gets through until `mend`. */
  readonly cut: () => Promise<void>;
  readonly mend: () => void;
  /** The next call of `method` goes on only when the page takes it back. */
  readonly holdBack: (method: string) => void;
  /** Methods of what was called since `mend`. */
  readonly called: readonly string[];
}

const callSchema = z.object({ frame: z.literal('call'), method: z.string() });

/** Before the page is opened. */
export async function holdWay(page: Page): Promise<HeldWay> {
  const open = new Set<WebSocketRoute>();
  const called: string[] = [];
  let mended = Promise.resolve();
  let mend = (): void => undefined;
  let holding: string | null = null;
  await page.routeWebSocket(/\/engine$/, async (route) => {
    await mended;
    open.add(route);
    const server = route.connectToServer();
    let held: string | null = null;
    route.onMessage((message) => {
      const text = message.toString();
      const call = callSchema.safeParse(JSON.parse(text));
      if (call.success) called.push(call.data.method);
      if (call.success && call.data.method === holding && !text.includes('"dry_run":true')) {
        holding = null;
        held = text;
        return;
      }
      if (held !== null && text.includes('"frame":"cancel"')) {
        server.send(held);
        held = null;
      }
      server.send(message);
    });
  });
  return {
    called,
    holdBack: (method) => {
      holding = method;
    },
    async cut() {
      mended = new Promise((resolve) => (mend = resolve));
      await Promise.all([...open].map((route) => route.close()));
      open.clear();
    },
    mend() {
      called.length = 0;
      mend();
    },
  };
}
