import { useEffect, useRef, type RefObject } from 'react';

/** What a page takes to put its own focus somewhere, and a dialog to give it back. */
const SETTLED_MS = 150;

/**
 * Gives another page the focus where the one before went away with it: whoever works by keyboard goes on at its head, and a screen
 * reader is there.
 */
export function usePageFocus(box: RefObject<HTMLElement | null>, page: string): void {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [box, page]);
}
