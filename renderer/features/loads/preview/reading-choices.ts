/** What a person has set of how a source is read; everything else stays detected. */
import type { Dialect, Encoding, Preview, Source, SourceFormat } from '../../../../electron/contract/load.ts';

export interface ReadingChoices {
  readonly format?: SourceFormat;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly quote?: string | null;
  readonly escape?: string | null;
  readonly header?: boolean;
  readonly skip_lines?: number;
}

export type Reading = keyof ReadingChoices;
type PreviewedFile = Preview['files'][number];

export function sourceOf(paths: readonly string[], { format, encoding, ...dialect }: ReadingChoices): Source {
  return {
    paths: [...paths],
    ...(format === undefined ? {} : { format }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(Object.keys(dialect).length === 0 ? {} : { dialect }),
  };
}

export function withChoice<R extends Reading>(
  choices: ReadingChoices,
  reading: R,
  value: ReadingChoices[R],
): ReadingChoices {
  return { ...choices, [reading]: value };
}

export function withoutChoice(choices: ReadingChoices, reading: Reading): ReadingChoices {
  return Object.fromEntries(Object.entries(choices).filter(([each]) => each !== reading));
}

/** What holds for every file: set, or detected alike in all of them; undefined where they differ or nothing is known. */
export function holds<R extends Reading>(
  reading: R,
  choices: ReadingChoices,
  files: readonly PreviewedFile[],
): ReadingChoices[R] | undefined {
  if (choices[reading] !== undefined) return choices[reading];
  const [first, ...others] = files.map((file) => detectedOf(file)[reading]);
  return others.every((value) => value === first) ? first : undefined;
}

export const differs = (reading: Reading, choices: ReadingChoices, files: readonly PreviewedFile[]): boolean =>
  choices[reading] === undefined && new Set(files.map((file) => detectedOf(file)[reading])).size > 1;

function detectedOf({ format, encoding, dialect }: PreviewedFile): ReadingChoices {
  const known: Partial<Dialect> = dialect ?? {};
  return { format, encoding, ...known };
}
