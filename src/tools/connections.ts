import type { Connection } from '../core/dataset.ts';

/** The connections there are, and which one is selected. At first that is `sample`. */
export interface ConnectionRegistry {
  list(): Promise<Connection[]>;
  /** The id of the named connection, else of the selected one. Throws `NotFoundError` naming those there are. */
  resolve(id: string | undefined): string;
  select(id: string): Promise<Connection>;
}
