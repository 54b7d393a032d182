import type { ReactNode } from 'react';

/** Leads from a figure to its run. `address` is within the app ("#/runs/run_1"). */
export function RunLink({ address, children }: { address: string; children: ReactNode }) {
  return (
    <a className="sb-markdown-run" href={address} title="Opens the run that this comes from">
      {children}
    </a>
  );
}
