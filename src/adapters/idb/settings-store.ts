import type { z } from 'zod';
import type { Json } from '../../core/json.ts';
import type { SettingsStore } from '../../core/ports/stores.ts';
import { fromJsonText, toJsonText } from '../storage/json-text.ts';
import { settingRecordSchema } from './records.ts';
import type { StoreParts } from './store-parts.ts';

export class IdbSettingsStore implements SettingsStore {
  #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  async get<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const { connection, damage } = this.#parts;
    const stored = await connection.read(`The setting ${key} could not be read`, ['settings'], (tx) =>
      tx.objectStore('settings').get(key),
    );
    if (stored === undefined) return undefined;
    const record = damage.checked(`the setting ${key}`, settingRecordSchema, stored);
    const value = record === undefined ? undefined : fromJsonText(record.json, schema);
    if (value === undefined) damage.report(`the setting ${key}`);
    return value;
  }

  async set(key: string, value: Json): Promise<void> {
    const { connection, changes } = this.#parts;
    const record = { key, json: toJsonText(`The setting ${key}`, value) };
    await connection.write(`The setting ${key} was not kept`, ['settings'], async (tx) => {
      const request = tx.objectStore('settings').put(record);
      tx.commit();
      await request;
    });
    changes.changed('settings', [key]);
  }
}
