import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../electron/hosts/cli/program.ts';
import { run } from '../../../electron/hosts/cli/run.ts';
import { memoryIo } from './memory-io.ts';

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function typed(command: Command): string[] {
  return command.parent === null ? [] : [...typed(command.parent), command.name()];
}

const program = createProgram(() => () => Promise.resolve(), '9.9.9');
const commands = leaves(program).map(typed);

describe('help', () => {
  it.each(commands)('of %s %s shows how the command is typed', async (...path) => {
    const io = memoryIo();
    expect(await run([...path.filter(Boolean), '--help'], io)).toBe(0);
    expect(io.out()).toContain('Examples:');
    expect(io.out()).toContain(`$ bronze-desk ${path.filter(Boolean).join(' ')}`);
    expect(io.err()).toBe('');
  });

  it('is what comes without a command, with the sample to begin with', async () => {
    const io = memoryIo();
    expect(await run([], io)).toBe(0);
    expect(io.out()).toContain('Usage: bronze-desk');
    expect(io.out()).toMatch(/bronze-desk ingest .* --target/);
  });

  it('prints the version alone', async () => {
    const io = memoryIo();
    expect(await run(['--version'], io)).toBe(0);
    expect(io.out()).toBe('9.9.9\n');
  });

  it('lists every command an example speaks of', () => {
    expect(commands.map((path) => path.join(' '))).toEqual(
      expect.arrayContaining([
        'ingest',
        'load',
        'check',
        'quarantine list',
        'fix',
        'waive',
        'exclude',
        'publish',
        'audit verify',
        'suite convert',
        'doctor',
      ]),
    );
  });
});
