/**
 * Whoever works by keyboard must not lose the focus with the thing that had it: when a button goes away after its act, or
 * is disabled by it, the focus goes to what stood around it, so that the next Tab leads on from there and not from the top.
 */
import { useEffect } from 'react';

export function useKeptFocus(): void {
  useEffect(() => {
    /** What had the focus last and what stands around it, nearest first. */
    let path: readonly HTMLElement[] = [];
    let frame = 0;
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement) path = withAncestors(target);
    };
    const look = (): void => {
      if (frame !== 0 || !isLost(path[0])) return;
      // What is drawn next may take the focus by itself.
      frame = requestAnimationFrame(() => {
        frame = 0;
        if (isLost(path[0])) focusOn(nearestLeft(path));
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', remember);
      cancelAnimationFrame(frame);
    };
  }, []);
}

/** Taken away, and not left: a click beside everything leaves it, and that is meant. */
function isLost(last: HTMLElement | undefined): boolean {
  if (last === undefined) return false;
  const { activeElement } = document;
  const isNowhere = activeElement === null || activeElement === document.body;
  return (isNowhere || activeElement === last) && (!last.isConnected || last.matches(':disabled'));
}

function withAncestors(element: HTMLElement): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let each: HTMLElement | null = element; each !== null; each = each.parentElement) path.push(each);
  return path;
}

/** Inside the place or a dialog; where neither is left, the place that is shown now. */
function nearestLeft([, ...around]: readonly HTMLElement[]): HTMLElement | null {
  const inside = around.find((each) => each.isConnected && each.closest('main, [role="dialog"]') !== null);
  return inside ?? document.querySelector('main');
}

function focusOn(element: HTMLElement | null): void {
  if (element === null) return;
  if (!element.hasAttribute('tabindex')) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: true });
}
