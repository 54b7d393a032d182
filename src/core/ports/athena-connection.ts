import type { TableInfo } from '../dataset.ts';
import type { AthenaTarget, Workgroup } from './athena.ts';

/** The connection `athena`: where its queries go, and what there is. Calls go through the broker, as the page's own. */
export interface AthenaConnection {
  /** Undefined where the site names no workgroup. */
  target(): AthenaTarget | undefined;
  /** Keeps the choice on this device. Throws `ToolInputError` for a workgroup that the site doesn't name, or minutes out of range. */
  choose(patch: Partial<AthenaTarget>): Promise<void>;
  /** "ready", "signed out: …" or what else is wrong and how to mend it; undefined where there is no such connection. */
  status(): string | undefined;
  workgroups(): Promise<Workgroup[]>;
  catalogs(): Promise<string[]>;
  databases(): Promise<string[]>;
  /** Of the chosen database; asked once, then kept until `reload` or another choice. Empty while nobody is signed in. */
  tables(): Promise<TableInfo[]>;
  reload(): void;
  subscribe(listener: () => void): () => void;
}
