/** The end of a command's help: how it is really typed. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ bronze-desk ${line}`).join('\n')}\n`;
}
