import { useLayoutEffect, type RefObject } from 'react';

const BOTTOM_GAP = 16;

/**
 * Gives the element the height that is left of the window beneath its top and above `inset` pixels at the bottom, as the variable
 * `--sb-page-height`, so that a page can fill it instead of scrolling.
 */
export function usePageHeight(box: RefObject<HTMLElement | null>, inset: number): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const top = element.getBoundingClientRect().top + document.documentElement.scrollTop;
      element.style.setProperty('--sb-page-height', `${Math.floor(innerHeight - top - inset - BOTTOM_GAP)}px`);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    addEventListener('resize', measure);
    return () => {
      watcher.disconnect();
      removeEventListener('resize', measure);
    };
  }, [box, inset]);
}
