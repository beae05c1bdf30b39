import { z } from 'zod';
import { columnMap } from '../define.ts';

/** A value that is not text is not JSON, whatever its text looks like. */
export const jsonParseable = columnMap({
  type: 'expect_column_values_to_be_json_parseable',
  words: 'must be JSON',
  own: {},
  holds: ({ sql, text, family }) => (family === 'text' ? sql.isJson(text) : sql.always(false)),
  failure: () => 'is not JSON',
});

/** The directives DuckDB reads. */
const known = /^%(-?[dmyHIMSj]|[aAbBYpfzZwUWcxX%gGuVn])$/;

export const strftimeFormat = columnMap({
  type: 'expect_column_values_to_match_strftime_format',
  words: 'must be a time written as …',
  own: { strftime_format: z.string({ error: 'must be a strftime format' }).min(1, 'must be a strftime format') },
  needsText: true,
  couldNotRun: (_column, { strftime_format }) => {
    const unknown = [...strftime_format.matchAll(/%(-?.|$)/gs)].map(([all]) => all).find((one) => !known.test(one));
    return unknown === undefined
      ? null
      : {
          why: `The format ${strftime_format} uses ${unknown}, which is not known here.`,
          whatToDo: 'Write it with directives such as %Y, %m, %d, %H, %M and %S.',
        };
  },
  holds: ({ sql, text }, { strftime_format }) => sql.matchesTimeFormat(text, strftime_format),
  must: ({ strftime_format }) => `must be a time written as ${strftime_format}`,
  failure: ({ strftime_format }) => `is not a time written as ${strftime_format}`,
});
