import { useEffect, useState } from 'react';

/** A press that was meant for what stood here before must not agree to anything. */
const SETTLE_MS = 400;

/** True once what is shown has stood there for a moment, in sight: from then on its buttons may be pressed. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') timer = setTimeout(() => setSettled(true), SETTLE_MS);
    };
    begin();
    document.addEventListener('visibilitychange', begin);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', begin);
    };
  }, []);
  return settled;
}
