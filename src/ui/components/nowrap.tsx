import type { ReactNode } from 'react';
import './nowrap.css';

/** Keeps what belongs on one line on one line: a time with its zone, a row of buttons. */
export function Nowrap({ children }: { children: ReactNode }) {
  return <span className="nowrap">{children}</span>;
}
