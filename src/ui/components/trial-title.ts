import { visibleText } from './visible-text.ts';

const MAX_NAME = 80;

/** What the run log calls the one run of a workflow that somebody sent, with the name that its sender gave it. */
export function trialTitle(name: string): string {
  return `Trial of a received workflow: “${visibleText(name.slice(0, MAX_NAME).toWellFormed())}${name.length > MAX_NAME ? ' …' : ''}”`;
}
