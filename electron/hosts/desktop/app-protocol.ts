/**
 * `app://bronze-desk/`: the page's own address, so that nothing is loaded from file:// or the network. It serves the
 * built page, the page shown when the engine has stopped, and nothing else.
 */
import type { Protocol } from 'electron';
import { pageHeaders } from '../page/content-security-policy.ts';
import { readPageFile } from '../page/page-files.ts';

const scheme = 'app';
const host = 'bronze-desk';

export const pageAddress = `${scheme}://${host}/`;
export const stoppedAddress = `${scheme}://${host}/engine-stopped`;

/** Must be called before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export interface AppPages {
  /** The folder of the built page. */
  readonly folder: string;
  /** The page for `stoppedAddress`, with the headers it goes with; undefined while the engine is well. */
  readonly stopped: () => { readonly html: string; readonly headers: Readonly<Record<string, string>> } | undefined;
}

/** Must be called once the app is ready. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, pages: AppPages): void {
  protocol.handle(scheme, (request) => answer(request, pages));
}

async function answer(request: Request, { folder, stopped }: AppPages): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  if (!isOurAddress(request.url)) return refuse(404);
  const headers = { ...pageHeaders, 'Cache-Control': 'no-store' };
  const path = rawPath(request.url);
  if (path === '/engine-stopped') {
    const page = stopped();
    if (page === undefined) return refuse(404);
    return new Response(page.html, {
      headers: { ...headers, ...page.headers, 'Content-Type': 'text/html; charset=utf-8' },
    });
  }
  const file = await readPageFile(folder, path);
  if (file === undefined) return refuse(404);
  return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'Content-Type': file.type } });
}

/** By its parts: for a scheme of one's own `new URL().origin` is "null" in Node. */
export function isOurAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === '';
}

function rawPath(address: string): string {
  const { pathname } = new URL(address);
  return pathname === '' ? '/' : pathname;
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: pageHeaders });
}
