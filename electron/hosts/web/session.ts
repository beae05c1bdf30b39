/**
 * Who may speak to this launch of the server: whoever opened the address it printed. The address holds a token, which
 * is traded at once for a cookie, so that it does not stay in the address bar; the cookie holds a secret of its own.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ticketLastsMs = 60_000;

export class Session {
  readonly token = newSecret();
  readonly #secret = newSecret();
  readonly #cookie: string;
  readonly #tickets = new Map<string, number>();

  /** Cookies of one host name are shared by all its ports: the name tells two servers of one machine apart. */
  constructor(port: number) {
    this.#cookie = `bronze-desk-${port}`;
  }

  /**
   * A token that opens the page once, within a minute. It is for the command line of a browser, which every user of
   * the machine can read.
   */
  issueTicket(): string {
    const ticket = newSecret();
    this.#tickets.set(ticket, performance.now() + ticketLastsMs);
    return ticket;
  }

  acceptsToken(token: string): boolean {
    if (isSame(token, this.token)) return true;
    for (const [ticket, end] of this.#tickets) {
      if (!isSame(token, ticket)) continue;
      this.#tickets.delete(ticket);
      return performance.now() < end;
    }
    return false;
  }

  /** The header that lets a browser in. */
  get setCookie(): string {
    return `${this.#cookie}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }

  isHeldBy(cookies: string | undefined): boolean {
    return (cookies ?? '').split(';').some((pair) => {
      const [name, value] = pair.trim().split('=', 2);
      return name === this.#cookie && value !== undefined && isSame(value, this.#secret);
    });
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes as long for a near miss as for a far one; hashes are of one length, whatever was sent. */
function isSame(sent: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(secret));
}
