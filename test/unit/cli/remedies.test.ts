import { describe, expect, it } from 'vitest';
import { DeskError, remedySchema } from '../../../electron/contract/errors.ts';
import { messageWithRemedy } from '../../../electron/hosts/cli/remedies.ts';
import { createProgram } from '../../../electron/hosts/cli/program.ts';

describe('an error on the command line', () => {
  it('names the option that is its way on', () => {
    const error = new DeskError('ALREADY_LOADED', 'It was loaded before.', { remedy: 'load again' });
    expect(messageWithRemedy(error)).toBe('It was loaded before. On the command line: --again.');
    expect(messageWithRemedy(new DeskError('NOT_FOUND', 'There is no such load.'))).toBe('There is no such load.');
  });

  it.each(remedySchema.options)('names only options that there are: %s', (remedy) => {
    const program = createProgram(() => () => Promise.resolve(), '0', {});
    const known = [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)].flatMap(
      (command) => command.options.map(({ long }) => long),
    );
    const named = messageWithRemedy(new DeskError('INVALID_INPUT', '', { remedy })).match(/--[a-z-]+/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    for (const option of named) expect(known).toContain(option);
  });
});
