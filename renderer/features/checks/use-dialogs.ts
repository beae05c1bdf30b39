/** Which dialog of the place is open, and where the focus goes when it closes. */
import { useEffect, useRef, useState } from 'react';

export type Dialog =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly position: number }
  | { readonly kind: 'remove'; readonly position: number }
  | { readonly kind: 'suites'; readonly tab: 'known' | 'import' };

export interface Dialogs {
  readonly dialog: Dialog | null;
  readonly open: (dialog: Dialog) => void;
  readonly close: () => void;
}

/** Back to what had it; where that is gone, as after a removal, to `neighbour`. */
export function useDialogs(neighbour: () => HTMLElement | null): Dialogs {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && dialog === null) {
      const back = opener.current;
      if (back instanceof HTMLElement && back !== document.body) back.focus();
      // What had it may be gone, or have held the focus only for want of anything better.
      if (document.activeElement !== back || back === document.body) neighbour()?.focus();
    }
    wasOpen.current = dialog !== null;
  });
  return {
    dialog,
    open: (next) => {
      opener.current = document.activeElement;
      setDialog(next);
    },
    close: () => setDialog(null),
  };
}
