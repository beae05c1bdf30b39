/**
 * Serves the engine's metrics to a monitoring server: `/metrics`, and `/-/healthy` for whoever restarts what is ill.
 * Nothing else, and on this machine alone unless somebody says otherwise: the figures hold no record, but they tell how
 * much of what a hospital sends is wrong.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Caller } from '../../contract/caller.ts';
import { isDeskError } from '../../contract/errors.ts';
import { listen, loopback } from '../listen.ts';
import { wantedFormat } from './accept.ts';

export const defaultMetricsPort = 8_000;

export interface MetricsServerOptions {
  readonly engine: Caller;
  /** An address of this machine; 127.0.0.1 where it is left out. */
  readonly host?: string;
  /** 0: any free one; 8000 where it is left out. */
  readonly port?: number;
}

export interface MetricsServer {
  readonly port: number;
  /** Of `/metrics`, as a program on this machine reaches it. */
  readonly url: string;
  /** What a person should know of an address that others reach. */
  readonly warning: string | undefined;
  readonly close: () => Promise<void>;
}

/** A scraper or two and a health check, each with a connection it keeps. */
const connectionsAtMost = 32;

/** Throws INVALID_INPUT when the address cannot be had. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { engine, host = loopback } = options;
  const server = createServer((request, response) => void answer(request, response, engine, isLoopback(host)));
  server.maxConnections = connectionsAtMost;
  const port = await listen(server, {
    host,
    port: options.port ?? defaultMetricsPort,
    wayOn: 'Name another with --metrics-port, or --metrics-port 0 for any that is free.',
  });
  const named = host.includes(':') ? `[${host}]` : host;
  return {
    port,
    url: `http://${named}:${port}/metrics`,
    warning: isLoopback(host)
      ? undefined
      : `The metrics are served on ${host}, port ${port}, to whoever can reach it, unencrypted and without a password. Let a firewall admit the monitoring server alone.`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const sentence = (status: number, text: string): Reply => ({
  status,
  type: 'text/plain; charset=utf-8',
  text: `${text}\n`,
});

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Caller,
  onlyHere: boolean,
): Promise<void> {
  const { status, type, text } = refusal(request, onlyHere) ?? (await read(request, engine));
  if (status === 405) response.setHeader('Allow', 'GET, HEAD');
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function refusal(request: IncomingMessage, onlyHere: boolean): Reply | undefined {
  // A page anywhere can point a name of its own at 127.0.0.1 and read the answer as its own.
  if (onlyHere && !isNamedHere(request)) return sentence(403, 'The metrics are served under 127.0.0.1 alone.');
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  return sentence(405, 'The metrics can be read and nothing else.');
}

async function read({ url, headers }: IncomingMessage, engine: Caller): Promise<Reply> {
  const path = url?.split('?')[0];
  try {
    if (path === '/metrics') {
      const { content_type, text } = await engine.call('metrics.read', { format: wantedFormat(headers.accept) });
      return { status: 200, type: content_type, text };
    }
    if (path === '/-/healthy') {
      await engine.call('workspace.get', {});
      return sentence(200, 'Bronze Desk is healthy.');
    }
  } catch (error) {
    return sentence(503, isDeskError(error) ? error.message : 'The engine does not answer.');
  }
  return sentence(404, 'There are /metrics and /-/healthy here.');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isNamedHere({ headers }: IncomingMessage): boolean {
  const name = headers.host?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name !== undefined && isLoopback(name);
}
