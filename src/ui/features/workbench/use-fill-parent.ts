import { useLayoutEffect, type RefObject } from 'react';

const LEAST = 160;
const GAP = 12;

/** Gives the element the height that is left in the box that scrolls it, so that it scrolls inside itself instead. */
export function useFillParent(box: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = box.current;
    const parent = element === null ? null : scrollParent(element);
    if (element === null || parent === null) return;
    const measure = () => {
      const top = element.getBoundingClientRect().top - parent.getBoundingClientRect().top + parent.scrollTop;
      element.style.blockSize = `${Math.max(LEAST, Math.floor(parent.clientHeight - top - GAP))}px`;
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(parent);
    return () => watcher.disconnect();
  }, [box]);
}

function scrollParent(element: HTMLElement): HTMLElement | null {
  for (let each = element.parentElement; each !== null; each = each.parentElement) {
    if (/auto|scroll/u.test(getComputedStyle(each).overflowY)) return each;
  }
  return null;
}
