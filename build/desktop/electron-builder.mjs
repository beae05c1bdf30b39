/**
 * How the program is packed for the three systems. Who signs it, and where it can be found, is said by variables of the
 * environment and by nothing in here: CSC_LINK and CSC_KEY_PASSWORD, WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD, APPLE_API_KEY,
 * APPLE_API_KEY_ID and APPLE_API_ISSUER, BRONZE_DESK_HOMEPAGE, BRONZE_DESK_MAINTAINER.
 */
import { join } from 'node:path';
import { root } from '../places.mjs';
import { setFuses } from './fuses.mjs';

const icons = join(root, 'build', 'desktop', 'icons');
const entitlements = join(root, 'build', 'desktop', 'entitlements.mac.plist');

/** Reserved names, for Debian wants both: whoever publishes a package says who they are. */
const nobody = { homepage: 'https://bronze-desk.invalid', maintainer: 'Bronze Desk <nobody@bronze-desk.invalid>' };

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} electronDist the folder of Electron's binary
 * @returns {import('electron-builder').Configuration}
 */
export function packing(env, electronDist) {
  const maintainer = env['BRONZE_DESK_MAINTAINER'] ?? nobody.maintainer;
  return {
    appId: 'desk.bronze.app',
    productName: 'Bronze Desk',
    copyright: 'MIT licence',
    directories: { output: 'release', buildResources: 'build/desktop' },
    extraMetadata: {
      main: 'dist/desktop/main.cjs',
      homepage: env['BRONZE_DESK_HOMEPAGE'] ?? nobody.homepage,
      author: maintainer,
    },
    electronDist,
    electronLanguages: ['en-US', 'en'],
    // DuckDB's binding is Node-API: one binary for Node and Electron.
    npmRebuild: false,
    // All but DuckDB is in the bundles.
    files: [
      'dist/desktop/**/*',
      'dist/renderer/**/*',
      'package.json',
      '!**/*.map',
      '!**/node_modules/{commander,hyparquet,jsonc-parser,picocolors,prom-client,ws,zod}/**',
      '!**/node_modules/{@aws-sdk,@smithy,@platformatic}/**',
    ],
    asar: true,
    // A system loads a library from a file, not from an archive.
    asarUnpack: ['**/node_modules/@duckdb/node-bindings*/**'],
    // DuckDB reads sources from files, not from an archive.
    extraResources: [{ from: 'test/fixtures/sample/transcriptions.csv', to: 'sample/transcriptions.csv' }],
    afterPack: setFuses,
    publish: null,
    fileAssociations: [
      association(['csv'], 'Comma-separated values', 'text/csv'),
      association(['tsv'], 'Tab-separated values', 'text/tab-separated-values'),
      association(['jsonl', 'ndjson'], 'JSON lines', 'application/x-ndjson'),
      association(['parquet'], 'Parquet file', 'application/vnd.apache.parquet'),
    ],
    mac: {
      target: ['dmg', 'zip'],
      icon: join(icons, 'icon.icns'),
      category: 'public.app-category.medical',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements,
      entitlementsInherit: entitlements,
      notarize: env['APPLE_API_KEY'] !== undefined,
    },
    win: { target: ['nsis'], icon: join(icons, 'icon.ico') },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
    linux: {
      target: ['AppImage', 'deb'],
      icon: icons,
      category: 'Office',
      executableName: 'bronze-desk',
      maintainer,
      synopsis: 'Check, mend and publish clinical transcription files',
    },
  };
}

/**
 * Ours is one of the programs that open such a file, never the one that takes it from the others.
 * @param {string[]} ext
 * @param {string} name
 * @param {string} mimeType
 */
function association(ext, name, mimeType) {
  return { ext, name, mimeType, role: /** @type {const} */ ('Viewer'), rank: /** @type {const} */ ('Alternate') };
}
