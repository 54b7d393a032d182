import type { z } from 'zod';
import { StorageError } from '../../core/app-error.ts';

/** Records that cannot be read any more: each is reported once by name, and left out of lists. */
export class DamageLog {
  #names = new Set<string>();
  #onProblem: () => void;

  constructor(onProblem: () => void) {
    this.#onProblem = onProblem;
  }

  get problem(): string | undefined {
    if (this.#names.size === 0) return undefined;
    const names = [...this.#names];
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
    return `Damaged in storage and left out of lists: ${shown}. Delete what you no longer need; the rest is not affected.`;
  }

  report(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    console.warn(`Sandbank: ${name} is damaged in storage and left out.`);
    this.#onProblem();
  }

  /** The record, or undefined where it does not fit the schema: then it is reported. */
  checked<T>(name: string, schema: z.ZodType<T>, record: unknown): T | undefined {
    const parsed = schema.safeParse(record);
    if (!parsed.success) this.report(name);
    return parsed.data;
  }

  /** Those of the records that fit the schema. `nameOf` names a damaged one by its key. */
  checkedAll<T>(schema: z.ZodType<T>, records: readonly unknown[], nameOf: (record: object) => string): T[] {
    return records.flatMap((record) => {
      const name = typeof record === 'object' && record !== null ? nameOf(record) : 'a record';
      const value = this.checked(name, schema, record);
      return value === undefined ? [] : [value];
    });
  }

  /** What a read by name throws where the record is there but damaged. */
  damaged(name: string): StorageError {
    this.report(name);
    return new StorageError(
      `${name.charAt(0).toUpperCase()}${name.slice(1)} is damaged in storage and cannot be read. Delete it, or restore it from a back-up.`,
    );
  }
}
