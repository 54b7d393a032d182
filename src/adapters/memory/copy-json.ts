import { toJsonText } from '../storage/json-text.ts';

/** What is kept must not change when the caller's object does, nor the other way round. */
export function copyJson<T>(value: T): T {
  return JSON.parse(toJsonText('The value', value)) as T;
}
