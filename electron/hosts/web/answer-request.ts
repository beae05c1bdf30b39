/** What becomes of a request: refused, let in, answered with a part of the page, or with what the page asks of its shell. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import { readPageFile } from '../page/page-files.ts';
import { refuseForeign, refuseStranger, type Refusal } from './guard.ts';
import { sendFailure, sendJson, sendNotice, sendPageFile, sendRedirect, sendRefusal } from './reply.ts';
import { shellRoutes, type ShellPlaces } from './shell-routes.ts';
import type { Session } from './session.ts';

export interface Served {
  readonly port: number;
  readonly session: Session;
  readonly places: ShellPlaces;
  readonly rendererFolder: string;
}

/** Never rejects. */
export async function answerRequest(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  try {
    await answer(request, response, served);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendFailure(response, isDeskError(error) ? error : unexpected(error));
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const foreign = refuseForeign(request, served.port);
  if (foreign !== undefined) {
    sendRefusal(response, foreign);
    return;
  }
  const { path, query } = splitUrl(request.url ?? '');
  const token = query.get('token');
  if (path === '/' && token !== null) {
    letIn(token, response, served.session);
    return;
  }
  const stranger = refuseStranger(request, served.session);
  if (stranger !== undefined) {
    // A browser holds the strict cookie back from whoever follows a link of another page, a web terminal's say; what
    // our own page asks for next carries it.
    const followsLink = request.headers['sec-fetch-site'] === 'cross-site';
    if (path === '/') sendNotice(response, stranger.status, stranger.message, followsLink);
    else sendRefusal(response, stranger);
    return;
  }
  const route = Object.hasOwn(shellRoutes, path) ? shellRoutes[path] : undefined;
  if (route === undefined) {
    await answerPage(request, response, path, served.rendererFolder);
    return;
  }
  const { method = '' } = request;
  const handle = Object.hasOwn(route, method) ? route[method] : undefined;
  if (handle === undefined) sendRefusal(response, wrongMethod(Object.keys(route)));
  else sendJson(response, await handle(request, query, served.places));
}

function letIn(token: string, response: ServerResponse, session: Session): void {
  if (session.acceptsToken(token)) {
    sendRedirect(response, '/', session.setCookie);
  } else {
    sendNotice(
      response,
      403,
      'This address is of an earlier start of Bronze Desk, or was used up. Open the address that was printed when it started.',
    );
  }
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  folder: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendRefusal(response, wrongMethod(['GET', 'HEAD']));
    return;
  }
  const file = await readPageFile(folder, path);
  if (file !== undefined) sendPageFile(response, file.type, file.bytes, path.startsWith('/assets/'));
  else if (path === '/') sendNotice(response, 503, 'The window has not been built: run npm run build, then reload.');
  else sendRefusal(response, { status: 404, message: 'There is nothing at this address.' });
}

/** The path stays encoded: whoever looks a file up decodes it once. */
function splitUrl(url: string): { path: string; query: URLSearchParams } {
  const mark = url.indexOf('?');
  if (mark === -1) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

function wrongMethod(allow: readonly string[]): Refusal {
  return { status: 405, message: `This address answers ${allow.join(' and ')} alone.`, allow };
}

function unexpected(cause: unknown): DeskError {
  return new DeskError(
    'INTERNAL',
    'Something went wrong inside Bronze Desk, and nothing was changed. Do it again; if it happens again, restart it and report it.',
    undefined,
    { cause },
  );
}
