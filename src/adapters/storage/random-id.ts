import { timeOrderedId } from '../../core/ids.ts';

/** 16 random hexadecimal digits. `getRandomValues` is there also where a page is not a secure context, `randomUUID` is not. */
export function randomDigits(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function newWorkflowId(now: Date): string {
  return timeOrderedId('wf', now.getTime(), randomDigits());
}
