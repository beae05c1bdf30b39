/**
 * Electron's fuses: what the packaged program can no longer be made to do, whatever its environment or its arguments.
 * Set after packing and before signing.
 */
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { join } from 'node:path';

/** Every fuse is named, so that a new one in a later Electron fails the build until somebody decides. */
export const fuses = /** @type {const} */ ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
});

/** @typedef {Pick<import('electron-builder').AfterPackContext, 'appOutDir' | 'electronPlatformName'>} Packed */

/**
 * Where the program lies in what was packed.
 * @param {Packed} packed
 * @param {string} executable
 */
export function programPath({ appOutDir, electronPlatformName }, executable) {
  if (electronPlatformName === 'darwin') return join(appOutDir, `${executable}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${executable}.exe` : executable);
}

/** @param {import('electron-builder').AfterPackContext} context */
export async function setFuses(context) {
  const { electronPlatformName, packager } = context;
  const { productFilename } = packager.appInfo;
  const executable = electronPlatformName === 'linux' ? 'bronze-desk' : productFilename;
  // Apple's processors run nothing whose signature was broken by a changed byte.
  await flipFuses(programPath(context, executable), {
    ...fuses,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  });
}
