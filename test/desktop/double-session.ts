/** The default session: keeps the handlers it is given, and asks them as Chromium would. */
import type { Session, WebContents } from 'electron';
import { EventEmitter } from 'node:events';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0];
type BeforeRequest = (request: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;

/** Without a handler Electron grants. */
export class DoubleSession extends EventEmitter {
  spellChecks = true;
  #request: RequestHandler = null;
  #check: CheckHandler = null;
  #device: DeviceHandler = null;
  #before: BeforeRequest | undefined;

  readonly webRequest = {
    onBeforeRequest: (before: BeforeRequest): void => {
      this.#before = before;
    },
  };

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    this.#device = handler;
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecks = enabled;
  }

  /** What the three handlers say, together with what a request of the network is told. */
  grants(contents: WebContents, permission: string): { request: boolean; check: boolean; device: boolean } {
    const name = permission as Parameters<NonNullable<RequestHandler>>[1];
    let request = true;
    this.#request?.(contents, name, (granted) => (request = granted), { requestingUrl: '', isMainFrame: true });
    const check =
      this.#check?.(contents, permission as Parameters<NonNullable<CheckHandler>>[1], 'app://bronze-desk', {
        isMainFrame: true,
      }) ?? true;
    const device =
      this.#device?.({ deviceType: 'usb', origin: 'app://bronze-desk' } as Parameters<NonNullable<DeviceHandler>>[0]) ??
      true;
    return { request, check, device };
  }

  lets(url: string): boolean {
    const answers: { cancel?: boolean }[] = [];
    this.#before?.({ url }, (response) => answers.push(response));
    return answers.every(({ cancel }) => cancel !== true);
  }
}
