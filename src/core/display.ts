import { z } from 'zod';
import type { Cell, Column, Json } from './json.ts';

/** Something a run shows, in the order in which it was shown. */
export type Display = { title?: string } & (
  | TableDisplay
  | { kind: 'chart'; spec: Json }
  | { kind: 'image'; media_type: string; data: string }
  | { kind: 'markdown'; text: string }
  | { kind: 'json'; value: Json }
);

/** `rows` holds the first rows, each as long as `columns`; `row_count` counts them all. */
export type TableDisplay = {
  kind: 'table';
  columns: Column[];
  rows: Cell[][];
  row_count: number;
  truncated: boolean;
};

const title = z.string().max(1000).optional();
const columns = z.array(z.strictObject({ name: z.string(), type: z.string() })).max(10_000);

/**
 * Checks only the outer shape of what is nested without limit: the value comes out of `JSON.parse`, so whatever is inside is JSON
 * already, and walking a hundred thousand rows through a schema would hold up the page.
 */
const anyJson = z.custom<Json>((value) => value !== undefined);

/** Rows of a table, each an array of cells. */
export const displayRowsSchema = z.custom<Cell[][]>((value) => Array.isArray(value) && value.every(Array.isArray), {
  message: 'rows must be an array of arrays',
});

/** Pictures that an `<img>` draws without running anything. SVG is left out: it can carry script and references. */
export const imageMediaTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

export const displaySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table'),
    title,
    columns,
    rows: displayRowsSchema,
    row_count: z.int().nonnegative(),
    truncated: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('chart'), title, spec: anyJson }),
  z.strictObject({ kind: z.literal('image'), title, media_type: z.enum(imageMediaTypes), data: z.base64() }),
  z.strictObject({ kind: z.literal('markdown'), title, text: z.string() }),
  z.strictObject({ kind: z.literal('json'), title, value: anyJson }),
]) as z.ZodType<Display>;
