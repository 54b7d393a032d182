import { useEffect, useRef, type RefObject } from 'react';

/**
 * The field that a dialog begins with. A field that takes the focus by itself does so before the dialog has seen where it was, and the dialog
 * could not give it back.
 */
export function useFirstField<T extends { focus: () => void }>(): RefObject<T | null> {
  const field = useRef<T>(null);
  useEffect(() => {
    // The dialog gives the focus to its own first button as it opens.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return field;
}
