import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

const NEAR = 32;

/**
 * Keeps the end of `content` in sight within `scroller` for as long as the person has not scrolled up. `away` says that they have;
 * `toEnd` goes back and follows again.
 */
export function useStickToEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): { away: boolean; toEnd: () => void } {
  const following = useRef(true);
  const [away, setAway] = useState(false);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (box === null || inner === null) return;
    let last = box.scrollTop;
    let height = box.scrollHeight;
    const onScroll = () => {
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      // What grew or shrank may move the place too: only a move within the same text is the person's.
      if (atEnd) following.current = true;
      else if (box.scrollTop < last && box.scrollHeight >= height) following.current = false;
      last = box.scrollTop;
      height = box.scrollHeight;
      setAway(!following.current);
    };
    const follow = () => {
      if (following.current) box.scrollTop = box.scrollHeight;
      last = box.scrollTop;
      height = box.scrollHeight;
    };
    const watcher = new ResizeObserver(follow);
    watcher.observe(inner);
    watcher.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    follow();
    return () => {
      watcher.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [scroller, content]);

  const toEnd = useCallback(() => {
    following.current = true;
    setAway(false);
    const box = scroller.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, [scroller]);
  return { away, toEnd };
}
