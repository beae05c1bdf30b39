/** Why DuckDB's regular expressions (RE2) refuse a pattern that Python takes, and what to write instead. */
import type { CouldNotRun } from './expectation.ts';

interface Construct {
  readonly found: RegExp;
  readonly name: string;
  readonly instead: string;
}

/** Tried in order on the pattern with its escaped backslashes and bracket classes taken out. */
const constructs: readonly Construct[] = [
  {
    found: /\(\?[=!]/,
    name: 'lookahead, (?=…) or (?!…)',
    instead:
      'Split it into two expectations: expect_column_values_to_match_regex for what must be there and expect_column_values_to_not_match_regex for what must not.',
  },
  {
    found: /\(\?<[=!]/,
    name: 'lookbehind, (?<=…) or (?<!…)',
    instead:
      'Write what comes before into the pattern itself, or split it into two expectations, one of them expect_column_values_to_not_match_regex.',
  },
  { found: /\\[1-9]|\(\?P=/, name: 'backreferences, such as \\1', instead: 'Write the repeated part out.' },
  {
    found: /\(\?>/,
    name: 'atomic groups, (?>…)',
    instead: 'Write a plain group, (?:…): it matches the same values here.',
  },
  { found: /[*+?}]\+/, name: 'possessive repeats, such as a++', instead: 'Write a plain repeat, a+.' },
  { found: /\(\?\(/, name: 'conditional groups, (?(1)…)', instead: 'Write the alternatives out with |.' },
  { found: /\(\?#/, name: 'comments, (?#…)', instead: 'Take the comment out.' },
  { found: /\\Z/, name: '\\Z for the end of the text', instead: 'Write \\z or $.' },
  { found: /\\G/, name: '\\G', instead: 'Write ^.' },
  { found: /\(\?<[A-Za-z_]/, name: 'the group name (?<name>…)', instead: 'Write (?P<name>…).' },
  { found: /\\u[0-9a-fA-F]{4}/, name: '\\u escapes', instead: 'Write \\x{…} with the same four digits.' },
  { found: /\(\?[imsU-]*[aLux]/, name: 'the flags a, L, u and x', instead: 'Take them out.' },
  {
    found: /\{\d{4,}|\{\d*,\d{4,}/,
    name: 'repeats of more than 1000',
    instead: 'Use expect_column_value_lengths_to_be_between for lengths.',
  },
];

/** Words for a pattern the probe refused. */
export function explainRefusedPattern(pattern: string): CouldNotRun {
  const bare = pattern.replaceAll('\\\\', '').replace(/\[\^?\]?(?:\\.|[^\]\\])*\]/g, '');
  const construct = constructs.find(({ found }) => found.test(bare));
  if (construct !== undefined) {
    return {
      why: `The pattern ${pattern} uses ${construct.name}, which RE2, the regular expressions used here, does not have.`,
      whatToDo: construct.instead,
    };
  }
  return {
    why: `The pattern ${pattern} is not a valid regular expression.`,
    whatToDo: 'Correct it; a bracket or parenthesis without its partner is the usual cause.',
  };
}
