/** Readable, unique column names. A name that cannot stay is changed for a stated reason, never silently. */
import type { Column } from '../../contract/load.ts';
import { addedColumns, kafkaColumns } from '../publish/bronze-columns.ts';

/** Ours inside the review store; a source column of that shape would collide. */
const internalPrefix = '_desk_';

/** Names that readers of landing, or JavaScript, give a meaning of their own. */
const meaningful = new Set(['file_row_number', 'file_index', '__proto__']);

const reserved = new Set(addedColumns.map((name) => name.toLowerCase()));
const reservedForMessages = new Set([...reserved, ...kafkaColumns]);

interface Choice {
  name: string;
  why: string | null;
}

/** `types` go with `names`, one to one; text sources have VARCHAR throughout. */
export function nameColumns(
  names: readonly string[],
  types: readonly string[],
  source: 'file' | 'messages' = 'file',
): Column[] {
  const added = source === 'file' ? reserved : reservedForMessages;
  const taken = new Set<string>();
  const readable = names.map((name, index) => chooseReadable(name, index, added));
  for (const choice of readable) if (choice.why === null) taken.add(choice.name.toLowerCase());
  const claimed = new Set<string>();
  return readable.map((choice, index) => {
    const unique = makeUnique(choice, claimed, taken);
    const from = names[index] ?? '';
    const type = types[index] ?? 'VARCHAR';
    return unique.why === null
      ? { name: unique.name, type }
      : { name: unique.name, type, renamed: { from, why: unique.why } };
  });
}

function chooseReadable(name: string, index: number, added: ReadonlySet<string>): Choice {
  if (name.trim() === '') return { name: `column_${index + 1}`, why: 'it has no name in the source' };
  if (name.includes('\0')) {
    return { name: name.replaceAll('\0', '\uFFFD'), why: 'it holds a NUL, which no column name can' };
  }
  const lower = name.toLowerCase();
  if (added.has(lower)) return { name: `source_${name}`, why: 'bronze adds a column of that name' };
  if (meaningful.has(lower)) return { name: `source_${name}`, why: 'that name means something else to the engine' };
  if (lower.startsWith(internalPrefix))
    return { name: `source_${name}`, why: 'the review store has columns of that name' };
  return { name, why: null };
}

/** Names differ in more than case, because DuckDB's do. A generated name never takes one that the source has. */
function makeUnique(choice: Choice, claimed: Set<string>, taken: ReadonlySet<string>): Choice {
  const free = (name: string): boolean =>
    !claimed.has(name.toLowerCase()) && (choice.why === null || !taken.has(name.toLowerCase()));
  if (free(choice.name)) {
    claimed.add(choice.name.toLowerCase());
    return choice;
  }
  let suffix = 2;
  while (claimed.has(`${choice.name}_${suffix}`.toLowerCase()) || taken.has(`${choice.name}_${suffix}`.toLowerCase())) {
    suffix += 1;
  }
  const name = `${choice.name}_${suffix}`;
  claimed.add(name.toLowerCase());
  return { name, why: choice.why ?? 'another column has that name' };
}

/** One sentence a renamed column, for the receipt. */
export function renamingNotes(columns: readonly Column[]): string[] {
  return columns.flatMap((column, index) =>
    column.renamed === undefined
      ? []
      : [
          `Column ${index + 1}${column.renamed.from.trim() === '' ? '' : ` (“${column.renamed.from}”)`} is called ${column.name}: ${column.renamed.why}.`,
        ],
  );
}
