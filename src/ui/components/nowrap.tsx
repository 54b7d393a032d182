import type { ReactNode } from 'react';
import './nowrap.css';

/** Keeps what belongs on one line on one line: a time with its zone, a row of buttons. `item`: what of a list they are for. */
export function Nowrap({ item, children }: { item?: string; children: ReactNode }) {
  return (
    <span className="nowrap" data-item={item}>
      {children}
    </span>
  );
}
