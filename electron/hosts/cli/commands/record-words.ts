/** One record for reading. */
import type { Output } from '../../../contract/methods.ts';
import type { Paint } from '../output.ts';
import { neutralise, number, visible } from '../text.ts';

type Detail = Output<'record.get'>;

const longestValue = 2_000;

export function recordWords({ record, source_values, source_text, history }: Detail, paint: Paint): string {
  const lines =
    record.source_line === record.last_line
      ? `line ${number(record.source_line)}`
      : `lines ${number(record.source_line)} to ${number(record.last_line)}`;
  return [
    `${record.record_id}: ${record.state}, ${neutralise(record.source_file)}, ${lines}`,
    ...record.findings.map(
      (finding) =>
        `  ${finding.waived ? 'waived' : paint.red('✗')} ${neutralise(finding.sentence)}: ${visible(finding.value)}`,
    ),
    '',
    ...Object.entries(record.values).map(([column, value]) => {
      const before = source_values[column] ?? null;
      const was = column in source_values && before !== value ? `   (was ${visible(before, longestValue)})` : '';
      return `  ${visible(column)}: ${visible(value, longestValue)}${was}`;
    }),
    '',
    ...(source_text.text === null
      ? [`Source: ${neutralise(source_text.problem ?? 'cannot be shown')}`]
      : [
          'Source:',
          ...source_text.text
            .replace(/\r?\n$/, '')
            .split('\n')
            .map((line) => `  ${neutralise(line)}`),
        ]),
    ...history.map((event) => {
      const change =
        event.column === null ? '' : ` ${visible(event.column)}: ${visible(event.old)} → ${visible(event.new)}`;
      return `${event.at} ${neutralise(event.actor)} ${event.action}${change} (${neutralise(event.reason)})`;
    }),
  ].join('\n');
}
