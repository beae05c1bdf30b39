import { isJson } from './is-json.ts';
import { isUtf8 } from 'node:buffer';
import { constants, gunzipSync } from 'node:zlib';
import { hasBom, wholeCharacters } from './byte-feed.ts';
import { ByteDecoder } from './decode.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DetectedEncoding {
  encoding: Encoding;
  bom: boolean;
  evidence: string[];
}

export interface DetectedFormat {
  format: 'csv' | 'jsonl' | 'json' | 'parquet' | 'unknown';
  compression: 'none' | 'gzip';
  evidence: string[];
  problem?: FormatProblem;
}

export interface FormatProblem {
  /** `zeros`: looks binary, but nothing says what it is. */
  kind: 'empty' | 'binary' | 'zeros' | 'markup';
  what: string;
}

/** From the first bytes (uncompressed). A head of a few hundred KiB is plenty; the last character may be cut off. */
export function detectEncoding(head: Buffer): DetectedEncoding {
  if (hasBom(head)) return { encoding: 'utf-8', bom: true, evidence: ['starts with a UTF-8 byte order mark'] };
  if (head[0] === 0xff && head[1] === 0xfe)
    return { encoding: 'utf-16le', bom: true, evidence: ['starts with a UTF-16 little-endian byte order mark'] };
  if (head[0] === 0xfe && head[1] === 0xff)
    return { encoding: 'utf-16be', bom: true, evidence: ['starts with a UTF-16 big-endian byte order mark'] };
  const wide = utf16WithoutMark(head);
  if (wide) return wide;
  const whole = head.subarray(0, wholeCharacters(head));
  if (isUtf8(whole)) {
    const plain = whole.every((byte) => byte < 0x80);
    return {
      encoding: 'utf-8',
      bom: false,
      evidence: [plain ? 'holds ASCII characters only' : 'every character is valid UTF-8'],
    };
  }
  const { characters, strays, first } = countSequences(whole);
  const where = `${strays} ${strays === 1 ? 'byte is' : 'bytes are'} not valid UTF-8, the first at byte ${first}`;
  if (characters > strays)
    return {
      encoding: 'utf-8',
      bom: false,
      evidence: [`${characters} characters are valid UTF-8 beyond ASCII`, where],
    };
  return {
    encoding: 'windows-1252',
    bom: false,
    evidence: [where, 'read as Windows-1252, the usual encoding of such files'],
  };
}

/** Mostly Latin text in UTF-16 has a zero in every other byte, and on one side only. */
function utf16WithoutMark(head: Buffer): DetectedEncoding | null {
  const pairs = Math.min(head.length >> 1, 32_768);
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i += 1) {
    even += Number(head[2 * i] === 0);
    odd += Number(head[2 * i + 1] === 0);
  }
  const little = odd > 0.6 * pairs && even < 0.05 * pairs;
  if (!little && !(even > 0.6 * pairs && odd < 0.05 * pairs)) return null;
  return {
    encoding: little ? 'utf-16le' : 'utf-16be',
    bom: false,
    evidence: [
      `${little ? odd : even} of ${pairs} byte pairs have a zero as their ${little ? 'second' : 'first'} byte, as UTF-16 has`,
    ],
  };
}

function countSequences(bytes: Buffer): { characters: number; strays: number; first: number } {
  let characters = 0;
  let strays = 0;
  let first = -1;
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] ?? 0;
    const size = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (size > 1 && !isUtf8(bytes.subarray(i, i + size))) {
      if (first < 0) first = i;
      strays += 1;
      i += 1;
      continue;
    }
    if (size > 1) characters += 1;
    i += size;
  }
  return { characters, strays, first };
}

const magics: readonly (readonly [at: number, bytes: string, what: string])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'a PNG image'],
  [0, '\xff\xd8\xff', 'a JPEG image'],
  [0, 'GIF8', 'a GIF image'],
  [0, 'II*\0', 'a TIFF image'],
  [0, 'MM\0*', 'a TIFF image'],
  [128, 'DICM', 'a DICOM image'],
  [0, '%PDF-', 'a PDF document'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Office document (.xls, .doc)'],
  [0, 'SQLite format 3\0', 'an SQLite database'],
  [8, 'DUCK', 'a DuckDB database'],
  [0, 'Obj\x01', 'an Avro file'],
  [0, 'ORC', 'an ORC file'],
  [0, 'ARROW1', 'an Arrow file'],
  [0, 'PARE', 'an encrypted Parquet file'],
  [0, '\x28\xb5\x2f\xfd', 'a Zstandard archive'],
  [0, 'BZh', 'a bzip2 archive'],
  [0, '\xfd7zXZ\0', 'an xz archive'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  [0, 'Rar!\x1a\x07', 'a RAR archive'],
  [0, '\x7fELF', 'a program'],
  [0, 'MZ\x90\0', 'a program'],
];

const startsWith = (head: Buffer, at: number, bytes: string): boolean =>
  head.toString('latin1', at, at + bytes.length) === bytes;

function binaryKind(head: Buffer): string | null {
  if (startsWith(head, 0, 'PK\x03\x04')) {
    const names = head.toString('latin1');
    if (names.includes('xl/')) return 'an Excel workbook (.xlsx)';
    return names.includes('word/') ? 'a Word document (.docx)' : 'a ZIP archive';
  }
  return magics.find(([at, bytes]) => startsWith(head, at, bytes))?.[2] ?? null;
}

/** Enough to judge by, whatever it was packed from. */
const UNZIPPED_BYTES = 1024 * 1024;
/** A megabyte of gzip may hold a gigabyte: unpacked bit by bit, only as much as is wanted is ever in memory. */
const UNZIP_STEP = 64 * 1024;

/** The first unpacked bytes of a gzip file's first bytes; null when they cannot be unpacked. */
export function unzipHead(head: Buffer): Buffer | null {
  try {
    let unzipped = Buffer.alloc(0);
    for (let end = 0; end < head.length && unzipped.length < UNZIPPED_BYTES;) {
      end = Math.min(head.length, end + UNZIP_STEP);
      unzipped = gunzipSync(head.subarray(0, end), { finishFlush: constants.Z_SYNC_FLUSH });
    }
    return unzipped.subarray(0, UNZIPPED_BYTES);
  } catch {
    return null;
  }
}

/**
 * From the first bytes as they are on disk. What the bytes say wins over the file's name; an `encoding` that somebody gave is
 * not guessed.
 */
export function detectFormat(head: Buffer, fileName: string, encoding?: Encoding): DetectedFormat {
  if (!startsWith(head, 0, '\x1f\x8b')) return { ...detectContent(head, fileName, encoding), compression: 'none' };
  const inner = unzipHead(head);
  const evidence = ['starts as gzip does'];
  if (!inner)
    return {
      format: 'unknown',
      compression: 'gzip',
      evidence,
      problem: { kind: 'binary', what: 'gzip that cannot be unpacked' },
    };
  const found = detectContent(inner, fileName.replace(/\.gz$/i, ''), encoding);
  return { ...found, compression: 'gzip', evidence: [...evidence, ...found.evidence] };
}

/** Text may hold a stray NUL or two, however short it is. */
const FEW_ZEROS = 4;

type Content = Omit<DetectedFormat, 'compression'>;

const refused = (kind: FormatProblem['kind'], what: string, evidence: string): Content => ({
  format: 'unknown',
  evidence: [evidence],
  problem: { kind, what },
});

function detectContent(head: Buffer, fileName: string, given?: Encoding): Content {
  if (head.length === 0) return refused('empty', 'an empty file', 'holds no bytes');
  if (startsWith(head, 0, 'PAR1')) return { format: 'parquet', evidence: ['starts as Parquet does (PAR1)'] };
  const extension = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const named = extension === '' ? '' : `, although its name ends in .${extension}`;
  const binary = binaryKind(head);
  if (binary) return refused('binary', binary, `this is ${binary}${named}`);
  const encoding = given ?? detectEncoding(head).encoding;
  const zeros = encoding.startsWith('utf-16') ? 0 : head.reduce((sum, byte) => sum + Number(byte === 0), 0);
  if (zeros > Math.max(FEW_ZEROS, head.length / 100))
    return refused('zeros', 'a binary file', `${zeros} of ${head.length} bytes are zero${named}`);
  return detectText(textOf(head, encoding).trimStart(), extension);
}

function textOf(head: Buffer, encoding: Encoding): string {
  const even = encoding.startsWith('utf-16') ? head.subarray(0, head.length & ~1) : head;
  try {
    return new ByteDecoder(encoding)
      .push(even)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch {
    return head.toString('latin1');
  }
}

function detectText(text: string, extension: string): Content {
  if (text === '') return refused('empty', 'a file of blanks', 'holds nothing but spaces and line ends');
  if (/^<(\?xml|!doctype|html)/i.test(text))
    return refused('markup', 'an HTML or XML page', 'starts as HTML or XML does');
  if (/^\[\s*([{\]["\d-]|$)/.test(text) && (/^\[\s*\{/.test(text) || extension.startsWith('json')))
    return { format: 'json', evidence: ['starts with a bracket, as a JSON array does'] };
  if (!/^\{\s*["}]/.test(text) && !/^(jsonl|ndjson)$/.test(extension))
    return { format: 'csv', evidence: ['is text, and neither a JSON object nor an array'] };
  const first = text.split('\n', 1)[0] ?? '';
  if (/^(jsonl|ndjson)$/.test(extension) || isJson(first))
    return { format: 'jsonl', evidence: ['its first line is a JSON object of its own, or its name says so'] };
  return { format: 'json', evidence: ['starts with a JSON object that goes on over several lines'] };
}
