import type { TrinoType } from './types.ts';

/** `held` is the type that DuckDB holds the column in, where that is not the one of `duckType(type)`. */
export type CatalogColumn = { name: string; type: TrinoType; held?: string };
export type CatalogTable = { name: string; columns: readonly CatalogColumn[] };
export type CatalogSchema = { name: string; tables: readonly CatalogTable[] };

/** What a query can name. A table without a schema is looked up in `current`. */
export type Catalog = { current: string; schemas: readonly CatalogSchema[] };
