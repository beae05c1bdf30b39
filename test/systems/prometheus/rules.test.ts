/** What Prometheus's own tool says of the rules, the configuration and the names of our metrics. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readExposition } from '../../support/exposition.ts';
import { openDesk } from '../../support/open-desk.ts';
import { missingPrometheus, promtool } from './start-prometheus.ts';

const observability = fileURLToPath(new URL('../../../build/observability', import.meta.url));
const missing = missingPrometheus();
const reason = missing === null ? '' : ` (skipped: ${missing})`;

describe.skipIf(missing !== null)(`promtool${reason}`, () => {
  it.each([
    ['takes the scrape configuration and the rules', ['check', 'config', 'prometheus.yml']],
    [
      'takes the configuration of the compose folder',
      ['check', 'config', '--syntax-only', '../compose/prometheus.yml'],
    ],
    ['finds that the alerts fire when they should and only then', ['test', 'rules', 'alerts.test.yml']],
  ])('%s', (_what, args) => {
    const { status, stdout, stderr } = promtool(args, observability);
    expect([status, stdout + stderr]).toEqual([0, expect.stringMatching(/SUCCESS/)]);
  });

  it('has nothing to say against the names, types and units of our metrics', async () => {
    const { engine } = await openDesk();
    const { text } = await readExposition(engine);
    const ours = text
      .split('\n')
      .filter((line) => /^(# (HELP|TYPE) )?(bronze_desk|ingest)/.test(line))
      .join('\n');
    const { stdout, stderr, status } = promtool(['check', 'metrics'], undefined, `${ours}\n`);
    expect([status, stdout + stderr]).toEqual([0, '']);
  });
});
