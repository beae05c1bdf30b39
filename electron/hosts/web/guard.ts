/**
 * What every request must be before anything else is done with it. The server listens on the loopback address alone,
 * but any page in the same browser can send requests there, and a foreign name can be pointed at 127.0.0.1: so the
 * name it was asked under, the page that asks and the cookie are all looked at. A refusal says in one sentence why.
 */
import type { IncomingMessage } from 'node:http';
import type { Session } from './session.ts';

export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405;
  readonly message: string;
  readonly allow?: readonly string[];
}

const knownMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT'];
/** These change nothing, and a browser sends them without saying which page asks. */
const reading: readonly string[] = ['GET', 'HEAD'];

/** Whether the request comes from our own page under our own name. The cookie is another matter: see `refuseStranger`. */
export function refuseForeign(request: IncomingMessage, port: number): Refusal | undefined {
  const { host, origin } = request.headers;
  const names = ownNames(port);
  if (host === undefined || !names.includes(host)) {
    return refusal(403, `Bronze Desk answers only under ${names.join(' or ')}; this request names another host.`);
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return refusal(403, 'This request was sent by a page that is not part of Bronze Desk.');
  }
  if (origin === undefined && (isUpgrade(request) || !reading.includes(request.method ?? ''))) {
    return refusal(403, 'This request does not say which page sent it (it has no Origin header).');
  }
  if (isSentFromElsewhere(request)) {
    return refusal(403, 'The browser says that another site sent this request.');
  }
  const { method = '', url = '' } = request;
  if (!knownMethods.includes(method)) {
    return { ...refusal(405, 'Bronze Desk knows no such HTTP method.'), allow: knownMethods };
  }
  if (!url.startsWith('/') || url.startsWith('//')) {
    return refusal(400, 'The address of this request is not a path of this server.');
  }
  return undefined;
}

export function refuseStranger(request: IncomingMessage, session: Session): Refusal | undefined {
  if (session.isHeldBy(request.headers.cookie)) return undefined;
  return refusal(401, 'This browser has not been let in. Open the address that was printed when Bronze Desk started.');
}

/** A browser leaves out the port that http has by itself. */
function ownNames(port: number): string[] {
  return ['127.0.0.1', 'localhost'].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}

function isUpgrade(request: IncomingMessage): boolean {
  return request.headers.upgrade !== undefined;
}

/**
 * A page on another port of this machine counts as the same site, so its requests carry our cookie, and some of them
 * no Origin. Only a person who follows a link may come from there.
 */
function isSentFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}

function refusal(status: Refusal['status'], message: string): Refusal {
  return { status, message };
}
