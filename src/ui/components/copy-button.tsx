import { useEffect, useRef, useState } from 'react';
import { errorMessage } from './error-message.ts';
import './copy-button.css';

const TOLD_MS = 2000;

/** A small button that puts `text` on the clipboard, and says that it did. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [told, setTold] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setTold('Copied');
    } catch (error) {
      setTold(errorMessage(error));
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTold(undefined), TOLD_MS);
  };
  return (
    <button type="button" className="sb-copy" aria-label={told ?? label} onClick={() => void copy()}>
      {told ?? 'Copy'}
    </button>
  );
}
