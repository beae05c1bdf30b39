/** A suite out of the window, as a file made in the page. Its name says which suite, and nothing of the data. */
import type { EngineLink } from '../../engine-link.ts';
import type { Input } from '../../../electron/contract/methods.ts';
import { fileNameFor } from './suite-file-name.ts';

export type SuiteGeneration = Input<'suite.convert'>['generation'];

interface Wanted {
  readonly name: string;
  readonly text: string;
  readonly generation: SuiteGeneration;
}

export async function downloadSuite(link: EngineLink, { name, text, generation }: Wanted): Promise<void> {
  const converted = await link.call('suite.convert', { text, generation });
  downloadText(fileNameFor(name), `${JSON.stringify(converted, null, 2)}\n`);
}

function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has taken it up by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(url));
}
