import type { Connection } from '../core/dataset.ts';

/** The connections there are, and which one is selected. At first that is `sample`. */
export interface ConnectionRegistry {
  list(): Promise<Connection[]>;
  /** One of them, without waiting for the tables of the others. Throws as `resolve` does. */
  get(id: string): Promise<Connection>;
  /** The id of the named connection, else of the selected one. Throws `NotFoundError` naming those there are. */
  resolve(id: string | undefined): string;
  select(id: string): Promise<Connection>;
}
