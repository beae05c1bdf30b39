/**
 * Suite files in: both generations of Great Expectations, read into one normal form. A suite that could leave a check
 * out without anybody noticing (unknown expectation, missing argument) is refused, with every problem named at once.
 */
import { z } from 'zod';
import {
  notesSchema,
  severitySchema,
  type ExpectationConfig,
  type JsonObject,
  type Suite,
  type SuiteProblem,
  type SuiteWarning,
} from '../../../contract/check.ts';
import { DeskError } from '../../../contract/errors.ts';
import { findExpectation } from '../registry.ts';
import { checkExpectation, unknownKwargs } from './check-suite.ts';
import { readJsonText, type JsonText } from './json-text.ts';

const object = z.record(z.string(), z.json());
const metaSchema = object.nullish().transform((meta) => meta ?? {});
const idSchema = z.string().nullish();

const suiteFileSchema = z.object({
  name: z.string().min(1).optional(),
  expectation_suite_name: z.string().min(1).optional(),
  id: idSchema,
  ge_cloud_id: idSchema,
  expectations: z.array(z.unknown()),
  suite_parameters: object.nullish(),
  evaluation_parameters: object.nullish(),
  meta: metaSchema,
  notes: notesSchema.nullish(),
});

const expectationFileSchema = z.object({
  type: z.string().min(1).optional(),
  expectation_type: z.string().min(1).optional(),
  kwargs: object.nullish(),
  id: idSchema,
  ge_cloud_id: idSchema,
  meta: metaSchema,
  notes: notesSchema.nullish(),
  description: z.string().nullish(),
  severity: severitySchema.nullish(),
});

export interface ParsedSuite {
  readonly suite: Suite;
  readonly warnings: readonly SuiteWarning[];
  /** The file's text with its illegal escapes written properly; null when it had none. */
  readonly corrected: string | null;
}

/**
 * @throws DeskError SUITE_INVALID: `details {line, column}` for text that is not JSON, otherwise
 *   `details {problems: [{expectation, position, problem}]}` (positions count from 1).
 */
export function parseSuite(text: string): ParsedSuite {
  const json = readJsonText(text);
  const file = suiteFileSchema.safeParse(json.value);
  if (!file.success) throw notASuite(file.error);
  const name = file.data.name ?? file.data.expectation_suite_name;
  if (name === undefined) throw invalid('The suite has no name. Give it one: "name": "…".');
  if (file.data.expectations.length === 0) {
    throw invalid('The suite has no expectations, so it would let every record pass. Add at least one.');
  }
  const suite: Suite = {
    name,
    id: file.data.id ?? file.data.ge_cloud_id ?? null,
    expectations: [],
    suite_parameters: file.data.suite_parameters ?? file.data.evaluation_parameters ?? {},
    meta: without(file.data.meta, metaNotes(file.data.meta) === undefined ? [] : ['notes']),
    notes: file.data.notes ?? metaNotes(file.data.meta) ?? null,
  };
  const problems: SuiteProblem[] = [];
  const warnings = [...json.warnings];
  for (const [index, entry] of file.data.expectations.entries()) {
    const expectation = readExpectation(entry);
    if (typeof expectation === 'string') {
      problems.push({ expectation: '(unreadable)', position: index + 1, problem: expectation });
      continue;
    }
    suite.expectations.push(expectation);
    for (const problem of checkExpectation(expectation, suite.suite_parameters)) {
      problems.push({ expectation: expectation.type, position: index + 1, problem });
    }
    warnings.push(...unknownArguments(expectation, index, json));
  }
  if (problems.length > 0) throw refused(problems, json);
  return { suite, warnings, corrected: json.corrected };
}

function readExpectation(entry: unknown): ExpectationConfig | string {
  const parsed = expectationFileSchema.safeParse(entry);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    return where === '' ? 'it must be an object with "type" and "kwargs"' : `"${where}" has a value of the wrong kind`;
  }
  const file = parsed.data;
  const type = file.type ?? file.expectation_type;
  if (type === undefined) return 'it has no "type"';
  const id = file.id ?? file.ge_cloud_id ?? undefined;
  const notes = file.notes ?? metaNotes(file.meta);
  const metaSeverity = severitySchema.safeParse(file.meta['severity']).data;
  const severity = file.severity ?? metaSeverity;
  const lifted = [
    ...(metaNotes(file.meta) === undefined ? [] : ['notes']),
    ...(metaSeverity === undefined ? [] : ['severity']),
  ];
  return {
    type,
    kwargs: file.kwargs ?? {},
    meta: without(file.meta, lifted),
    ...(id === undefined ? {} : { id }),
    ...(notes === undefined ? {} : { notes }),
    ...(file.description === null || file.description === undefined ? {} : { description: file.description }),
    ...(severity === undefined ? {} : { severity }),
  };
}

/** Legacy files keep notes in `meta.notes`: a text, a list, or `{format, content}`. */
function metaNotes(meta: JsonObject): string | string[] | undefined {
  const notes = meta['notes'];
  const content = notes !== null && typeof notes === 'object' && 'content' in notes ? notes['content'] : notes;
  return notesSchema.safeParse(content).data;
}

function without(meta: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(meta).filter(([key]) => !keys.includes(key)));
}

function unknownArguments({ type, kwargs }: ExpectationConfig, index: number, json: JsonText): SuiteWarning[] {
  const known = findExpectation(type);
  if (known === undefined) return [];
  return unknownKwargs(kwargs, known).map(({ kwarg, hint }) => ({
    ...json.positionOf(['expectations', index, 'kwargs', kwarg]),
    message: `${type} has no argument "${kwarg}"; it is ignored.${hint}`,
  }));
}

function notASuite(error: z.ZodError): DeskError {
  const where = error.issues[0]?.path.join('.') ?? '';
  if (where === '') return invalid('This is not a suite: it must be an object with a name and a list of expectations.');
  if (where === 'expectations') return invalid('The suite must have "expectations", a list.');
  return invalid(`The suite's "${where}" has a value of the wrong kind.`);
}

function refused(problems: SuiteProblem[], json: JsonText): DeskError {
  const lines = problems.map(({ expectation, position, problem }) => {
    const { line } = json.positionOf(['expectations', position - 1]);
    return `expectation ${position} (${expectation}, line ${line}): ${problem}`;
  });
  const more = lines.length > 5 ? `; and ${lines.length - 5} more` : '';
  return new DeskError(
    'SUITE_INVALID',
    `The suite was refused. Correct ${problems.length === 1 ? 'this' : 'these'}, then try again: ${endSentence(`${lines.slice(0, 5).join('; ')}${more}`)}`,
    { problems },
  );
}

const endSentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

function invalid(message: string): DeskError {
  return new DeskError('SUITE_INVALID', message);
}
