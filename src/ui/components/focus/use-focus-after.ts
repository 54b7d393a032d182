import { useEffect, useRef, type RefObject } from 'react';
import { isFocusLost } from './focus-once-drawn.ts';

/**
 * What the answer is put on gets the focus where a change of `shown` has taken away what had it: the button that opened what is closed
 * now, or what stands in its place.
 */
export function useFocusAfter<T extends { focus: () => void }>(shown: unknown): RefObject<T | null> {
  const target = useRef<T>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (isFocusLost()) target.current?.focus();
  }, [shown]);
  return target;
}
