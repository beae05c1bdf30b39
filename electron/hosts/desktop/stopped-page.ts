/**
 * What the window shows when the work cannot go on: what happened, that nothing saved is lost, where the
 * workspace is, and the ways on. It has no script: its buttons are links that main refuses to follow and acts on.
 */
import { stoppedAddress } from './app-protocol.ts';
import type { Stopped } from './engine-life.ts';

export const stoppedActs = ['try-again', 'choose-workspace', 'quit'] as const;
export type StoppedAct = (typeof stoppedActs)[number];

export const stoppedHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

export function stoppedActOf(address: string): StoppedAct | undefined {
  return stoppedActs.find((act) => address === `${stoppedAddress}/${act}`);
}

export function stoppedHtml(stopped: Stopped, workspace: string): string {
  const { heading, what } = tell(stopped);
  const link = (act: StoppedAct, label: string, primary = ''): string =>
    `<a${primary} href="${stoppedAddress}/${act}">${label}</a>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Bronze Desk</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; font: 15px/1.6 system-ui, sans-serif;
    background: light-dark(#faf9f7, #1b1917); color: light-dark(#2b2724, #ece8e3); }
  main { max-width: 38rem; padding: 2rem; }
  h1 { font-size: 1.4rem; margin: 0 0 .75rem; }
  code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
  nav { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.75rem; }
  a { padding: .5rem 1rem; border: 1px solid light-dark(#8a817a, #7d756e); border-radius: 8px; color: inherit;
    text-decoration: none; }
  a.primary { background: light-dark(#8a4f1d, #d09a62); border-color: transparent; color: light-dark(#fff, #1b1917); }
  a:focus-visible { outline: 3px solid light-dark(#8a4f1d, #d09a62); outline-offset: 2px; }
</style>
<main>
  <h1>${escapeHtml(heading)}</h1>
  <p>${escapeHtml(what)}</p>
  <p>Nothing that was saved is lost: what was under way was rolled back as a whole.</p>
  <p>The workspace is <code>${escapeHtml(workspace)}</code></p>
  <nav aria-label="What to do">
    ${link('try-again', 'Try again', ' class="primary"')}
    ${link('choose-workspace', 'Choose another workspace…')}
    ${link('quit', 'Quit')}
  </nav>
</main>
</html>
`;
}

function tell(stopped: Stopped): { heading: string; what: string } {
  switch (stopped.why) {
    case 'refused':
      return { heading: 'The workspace cannot be opened', what: stopped.failure.message };
    case 'engine-crashed':
      return { heading: 'The engine keeps stopping', what: `It ${again(stopped.times)}` };
    case 'page-crashed':
      return { heading: 'The page keeps stopping', what: `The part that draws the window ${again(stopped.times)}` };
  }
}

function again(times: number): string {
  return `stopped by itself ${times} times within a few minutes, so it was not started again. Often the machine is short of memory or the disk is full: make room, then try again.`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
