/**
 * What the window's contents may not do: leave our page, open windows, embed web views, ask for the system's
 * permissions or devices, download, or reach the network. Everything is refused; the exceptions are named below.
 */
import type { Session, WebContents } from 'electron';
import { isOurAddress, pageAddress } from './app-protocol.ts';

/** Copying a value is an act of the person, and reads nothing. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** `onLink` hears of addresses of ours that were followed; following them is refused all the same. */
export function guardContents(contents: WebContents, onLink: (address: string) => void): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    // Reloading is the page's own affair.
    if (event.url.split('#')[0] === pageAddress && contents.getURL().split('#')[0] === pageAddress) return;
    event.preventDefault();
    if (isOurAddress(event.url)) onLink(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowedPermissions.has(permission) && isOurAddress(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (contents, permission) =>
      allowedPermissions.has(permission) && contents !== null && isOurAddress(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  // What our page makes itself, such as an exported suite, may be saved where the person says; nothing is fetched.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${pageAddress}`)) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayRequest(request.url) }));
  // Its dictionaries would come from the network, and its words from patients.
  session.setSpellCheckerEnabled(false);
}

/** The developer tools bring their own pages; packaged programs have none. */
function mayRequest(address: string): boolean {
  return isOurAddress(address) || /^(data|blob|devtools):/.test(address);
}
