import { toJsonText } from '../storage/json-text.ts';

/** What is kept must not change when the caller's object does, nor the other way round. `what` names it in the error. */
export function copyJson<T>(what: string, value: T): T {
  return JSON.parse(toJsonText(what, value)) as T;
}
