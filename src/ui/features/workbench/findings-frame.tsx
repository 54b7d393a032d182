import { useId, type ReactNode } from 'react';
import './findings-frame.css';

/** The place of what the code touches, beside the editor. It is there before its content has come, or where that does not come. */
export function FindingsFrame({ children }: { children: ReactNode }) {
  const heading = useId();
  return (
    <section className="sb-findings-panel" aria-labelledby={heading} tabIndex={0}>
      <h2 id={heading}>What it touches</h2>
      {children}
    </section>
  );
}
