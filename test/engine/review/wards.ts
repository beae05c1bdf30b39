/** A small load for tests of operations: five records, three of which fail, and two rejects. */
import type { Desk } from '../../support/open-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { matches, notNull, suite } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

export const wardsText = [
  'id,ward,note',
  '1,Surgery,fine',
  '2,surg ery!,fine',
  '3,surg ery!,',
  '4,,fine',
  '5,Medicine,fine',
  'six,Surgery,fine,too many',
  '7,Surgery',
  '',
].join('\n');

export const wardRules = suite(notNull('note'), notNull('ward'), matches('ward', '^[A-Za-z]+$'));

/** Every call is a load of its own, checked; one desk for the file. */
export function useWards(): () => Promise<{ desk: Desk; review: Reviewer }> {
  const shared = useDesk();
  return async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('wards.csv', wardsText);
    await desk.check(load.id, wardRules);
    return { desk, review: new Reviewer(desk.engine, load.id) };
  };
}
