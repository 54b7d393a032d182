import { useEffect, type RefObject } from 'react';

const NEAR = 24;
const FRAMES_AFTER = 20;

/**
 * Keeps the end of a growing text in sight for as long as it grows and the person has not scrolled up; scrolling back to the end
 * takes it up again. What is complete from the start is shown from its start.
 */
export function useFollowEnd(scroller: RefObject<HTMLElement | null>, growing: boolean): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !growing) return;
    let following = true;
    let last = element.scrollTop;
    let left = Number.POSITIVE_INFINITY;
    const onScroll = () => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      if (atEnd) following = true;
      else if (element.scrollTop < last) following = false;
      last = element.scrollTop;
    };
    const follow = () => {
      if (following) element.scrollTop = element.scrollHeight;
      left -= 1;
      if (left > 0 && element.isConnected) requestAnimationFrame(follow);
      else element.removeEventListener('scroll', onScroll);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    requestAnimationFrame(follow);
    return () => {
      // The last text is drawn a few frames after its run has ended.
      left = FRAMES_AFTER;
    };
  }, [scroller, growing]);
}
