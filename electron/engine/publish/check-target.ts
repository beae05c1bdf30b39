import { isObjectUrl } from '../../contract/object-url.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { bronzePlace } from './open-place.ts';

/** Whether a place can be published to, before a long load is in vain; creates nothing. Throws as publishing would. */
export async function checkTarget(
  input: ParsedInput<'publish.target'>,
  context: CallContext,
): Promise<Output<'publish.target'>> {
  const place = bronzePlace(context, context.offered.require(input.target));
  await place.check(context.signal);
  const { endpoint, region } = context.objectStores;
  return { target: place.target, server: isObjectUrl(place.target) ? { endpoint, region } : null };
}
