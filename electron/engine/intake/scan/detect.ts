/** What is this file? Every answer comes with its evidence, in sentences that hold no cell values. */
export { detectDialect, type DetectedDialect } from './detect-dialect.ts';
export {
  detectEncoding,
  detectFormat,
  unzipHead,
  type DetectedEncoding,
  type DetectedFormat,
  type Encoding,
  type FormatProblem,
} from './detect-format.ts';
