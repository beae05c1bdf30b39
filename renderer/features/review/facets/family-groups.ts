/** Families under the expectation they fail, so that its sentence stands once above them. */
import type { Family } from '../../../../electron/contract/record.ts';

export interface FamilyGroup {
  readonly key: string;
  readonly sentence: string;
  readonly families: readonly Family[];
}

/** In the order of their first family; the families of a group keep theirs. */
export function groupFamilies(families: readonly Family[]): FamilyGroup[] {
  const groups = new Map<string, { key: string; sentence: string; families: Family[] }>();
  for (const family of families) {
    const key = family.expectation_key;
    const group = groups.get(key) ?? { key, sentence: family.sentence, families: [] };
    group.families.push(family);
    groups.set(key, group);
  }
  return [...groups.values()];
}
