import { timeOrderedId } from '../core/ids.ts';

let lastTime = 0;

/** A fresh id of this page, later than every earlier one of it. */
export function newId(prefix: 'run' | 'wf'): string {
  lastTime = Math.max(Date.now(), lastTime + 1);
  return timeOrderedId(prefix, lastTime, crypto.randomUUID().replaceAll('-', '').slice(0, 12));
}
