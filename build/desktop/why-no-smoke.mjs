import { electronBinary, hasDisplay } from '../desktop-window.mjs';
import { root } from '../places.mjs';

const { env, platform } = process;

/** Why the desktop program cannot be run here, for a person; null where it can. Fetches nothing. */
export function whyNoSmoke() {
  if (electronBinary({ root, platform, env }) === null) return "Electron's binary is not installed";
  if (!hasDisplay({ platform, env })) return 'there is no display';
  if (platform === 'linux' && process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}
