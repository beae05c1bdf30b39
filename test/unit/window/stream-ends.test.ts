import { describe, expect, it } from 'vitest';
import type { Task } from '../../../electron/contract/task.ts';
import { StreamEnds } from '../../../renderer/features/loads/stream/stream-ends.ts';

const failure = { code: 'DISK_FULL' as const, message: 'The disk is full.' };

const run = (task: string, state: Task['state']) => ({
  task: { task, state, failure: state === 'failed' ? failure : null },
});
type Run = ReturnType<typeof run>;

const told = (ends: StreamEnds<Run>, runs: readonly Run[] | null) => ends.since(runs).map(({ why }) => why);

describe('streams that run no more', () => {
  it('are told once, with the reason of a fault', () => {
    const ends = new StreamEnds<Run>();
    expect(told(ends, [run('t1', 'running')])).toEqual([]);
    expect(told(ends, [run('t1', 'failed')])).toEqual(['The disk is full.']);
    expect(told(ends, [run('t1', 'failed')])).toEqual([]);
  });

  it('are told once when their engine is gone, and not before that is known', () => {
    const ends = new StreamEnds<Run>();
    ends.since([run('t1', 'running')]);
    expect(told(ends, null)).toEqual([]);
    expect(told(ends, [])).toEqual([expect.stringContaining('The engine was started anew')]);
    expect(told(ends, [])).toEqual([]);
  });

  it('are not told while they go on behind a way that was broken for a while', () => {
    const ends = new StreamEnds<Run>();
    ends.since([run('t1', 'running')]);
    expect(told(ends, null)).toEqual([]);
    expect(told(ends, [run('t1', 'running')])).toEqual([]);
  });

  it('are not told when somebody stopped them, nor when they had ended before the page was opened', () => {
    const ends = new StreamEnds<Run>();
    expect(told(ends, [run('t1', 'running'), run('t2', 'failed')])).toEqual([]);
    expect(told(ends, [run('t1', 'done'), run('t2', 'failed')])).toEqual([]);
  });
});
