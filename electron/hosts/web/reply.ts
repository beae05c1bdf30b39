/** The ways the server answers, each with the headers that belong to it. Nothing is kept by a browser unless it says so. */
import type { ServerResponse } from 'node:http';
import type { ErrorCode, Failure } from '../../contract/errors.ts';
import { DeskError } from '../../contract/errors.ts';
import { pageHeaders } from '../page/content-security-policy.ts';
import type { Refusal } from './guard.ts';

const noStore = { ...pageHeaders, 'Cache-Control': 'no-store' } as const;

/** What is missing here is nobody's fault but ours. */
const statusByCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  INVALID_INPUT: 400,
  PATH_NOT_OFFERED: 403,
  SOURCE_UNREADABLE: 403,
  TARGET_NOT_WRITABLE: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  CANCELLED: 400,
  DISK_FULL: 507,
};

export function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(value));
}

export function sendFailure(response: ServerResponse, error: DeskError): void {
  sendFailureAs(response, statusByCode[error.code] ?? 500, error.toFailure());
}

export function sendRefusal(response: ServerResponse, { status, message, allow }: Refusal): void {
  if (allow !== undefined) response.setHeader('Allow', allow.join(', '));
  // What it would still send is not read.
  response.setHeader('Connection', 'close');
  sendFailureAs(response, status, new DeskError('INVALID_INPUT', message).toFailure());
}

/** For a person who opens an address in a browser and cannot be shown the window. `again`: the browser asks once more. */
export function sendNotice(response: ServerResponse, status: number, sentence: string, again = false): void {
  const refresh = again ? '<meta http-equiv="refresh" content="0">' : '';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">${refresh}<meta name="color-scheme" content="light dark"><title>Bronze Desk</title><style>body{font:15px/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto 0;padding:0 1.5rem}h1{font-size:1.1rem}</style></head><body><main><h1>Bronze Desk</h1><p>${escapeHtml(sentence)}</p></main></body></html>`;
  send(response, status, 'text/html; charset=utf-8', html);
}

export function sendRedirect(response: ServerResponse, location: string, setCookie: string): void {
  response.writeHead(303, { ...noStore, Location: location, 'Set-Cookie': setCookie }).end();
}

/** `unchanging`: its name says what is in it, so a browser may keep it for good. */
export function sendPageFile(response: ServerResponse, type: string, bytes: Buffer, unchanging: boolean): void {
  if (unchanging) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  send(response, 200, type, bytes);
}

function sendFailureAs(response: ServerResponse, status: number, failure: Failure): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify({ failure }));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  for (const [name, value] of Object.entries(noStore)) if (!response.hasHeader(name)) response.setHeader(name, value);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
