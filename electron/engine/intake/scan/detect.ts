/** What is this file? Every answer comes with its evidence, in sentences that hold no cell values. */
export { detectDialect, type DetectedDialect } from './detect-dialect.ts';
export {
  detectEncoding,
  detectFormat,
  type DetectedEncoding,
  type DetectedFormat,
  type Encoding,
} from './detect-format.ts';
