/** `publishes`: what was written to bronze, when and by whom. */
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { neutralise, number, table } from '../text.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';

interface PublishesOptions {
  readonly load?: string;
}

export const addPublishes: AddCommand = (parent, act) => {
  parent
    .command('publishes')
    .description('list what was published')
    .option(...loadOption)
    .addHelpText('after', examples('publishes', 'publishes --load latest --json'))
    .action(act<PublishesOptions>('existing', publishes));
};

async function publishes(desk: Desk, options: PublishesOptions): Promise<Answer> {
  const load = options.load === undefined ? {} : { load: (await chooseLoad(desk, options.load)).id };
  const published = await desk.call('publish.list', load);
  return {
    json: () => ({ publishes: published }),
    rows: () => published,
    words: () =>
      published.length === 0
        ? 'Nothing has been published yet.'
        : table(
            ['publish', 'load', 'at', 'by', 'records', 'files', 'path'],
            published.map((one) => [
              one.id,
              one.load,
              one.published_at,
              neutralise(one.actor),
              number(one.rows),
              number(one.files),
              neutralise(one.path),
            ]),
          ),
    exit: exitCodes.fine,
  };
}
