import { useEffect, useState } from 'react';

/** A press that was meant for what stood here before must not agree to anything. */
const SETTLE_MS = 400;

/**
 * True once what is shown has stood there for a moment, in sight: from then on its buttons may be pressed. A page that was hidden, or
 * behind another window, begins anew: a press may be meant for what lay over it.
 */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isBehind = false;
    const begin = () => {
      clearTimeout(timer);
      setSettled(false);
      if (document.visibilityState === 'visible' && !isBehind) timer = setTimeout(() => setSettled(true), SETTLE_MS);
    };
    const onBlur = () => {
      isBehind = true;
      begin();
    };
    const onFocus = () => {
      if (!isBehind) return;
      isBehind = false;
      begin();
    };
    begin();
    document.addEventListener('visibilitychange', begin);
    addEventListener('blur', onBlur);
    addEventListener('focus', onFocus);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', begin);
      removeEventListener('blur', onBlur);
      removeEventListener('focus', onFocus);
    };
  }, []);
  return settled;
}
