/** Where the engine's process begins. */
import { createEngine } from '../../engine/engine.ts';
import { runEngineProcess } from './engine-process.ts';

declare const APP_VERSION: string;

const memoryLimit = process.env['BRONZE_DESK_MEMORY'];

runEngineProcess({
  parent: process.parentPort,
  createEngine,
  appVersion: APP_VERSION,
  memoryLimit: memoryLimit === '' ? undefined : memoryLimit,
  exit: (code) => process.exit(code),
});
