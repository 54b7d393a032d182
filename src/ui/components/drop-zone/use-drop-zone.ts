import { useEffect, useEffectEvent, useState } from 'react';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Takes files dropped anywhere on the page. Answers whether some are held over it now. */
export function useDropZone(onDrop: (transfer: DataTransfer) => void): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    // Every element that the pointer crosses tells of it; only as many leaves as enters mean that it left the page.
    let depth = 0;
    const stop = new AbortController();
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent) => void) => {
      const guarded = (event: DragEvent) => {
        if (carriesFiles(event)) handle(event);
      };
      document.addEventListener(type, guarded, { signal: stop.signal });
    };
    listen('dragenter', () => {
      depth += 1;
      setOver(true);
    });
    listen('dragleave', () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    });
    listen('dragover', (event) => event.preventDefault());
    listen('drop', (event) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer !== null) drop(event.dataTransfer);
    });
    return () => stop.abort();
  }, []);
  return over;
}
