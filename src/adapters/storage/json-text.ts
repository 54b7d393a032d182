import type { z } from 'zod';
import { StorageError } from '../../core/app-error.ts';

/**
 * JSON text is how values of any shape are stored: a structured clone recurses on nested values, and what comes back from text has
 * no prototype, getter or cycle. `what` names the value in the error.
 */
export function toJsonText(what: string, value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new StorageError(
      `${what} was not kept: it cannot be written as JSON, most likely because it nests too deep. Flatten it.`,
      {
        cause,
      },
    );
  }
}

/** The value of a stored text, or undefined where the text is no JSON or the value does not fit the schema. */
export function fromJsonText<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
