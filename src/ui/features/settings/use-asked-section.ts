import { useEffect, useRef, type RefObject } from 'react';
import { useHash } from '../../components/use-hash.ts';

/** Brings a section into view where the address asks for it (`?section=<name>`), once it is `loaded`. */
export function useAskedSection(name: string, loaded = true): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const asked = new URLSearchParams(useHash().split('?')[1]).get('section') === name;
  useEffect(() => {
    if (!asked) return;
    // The sections above it find their heights first.
    const timer = setTimeout(() => {
      box.current?.scrollIntoView({ block: 'start' });
      box.current?.focus({ preventScroll: true });
    }, 150);
    return () => clearTimeout(timer);
  }, [asked, loaded]);
  return box;
}
