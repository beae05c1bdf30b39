/** The one that came after it in the list, or else the first of those that are left. */
export function nextFamily(before: readonly string[], done: string, left: readonly string[]): string | undefined {
  const after = before.slice(before.indexOf(done) + 1);
  return after.find((family) => left.includes(family)) ?? left[0];
}
