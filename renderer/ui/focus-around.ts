/**
 * Whether nobody is at anything of their own: the focus is nowhere, or on what stands around this element, where it was
 * kept when the thing that had it went away.
 */
export function isFocusAround(element: Element | null): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement.contains(element);
}
