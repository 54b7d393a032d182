import { visibleText } from './visible-text.ts';

const PREFIX = 'Trial of a received workflow: ';
const MAX_NAME = 80;

/** What the run log calls the one run of a workflow that somebody sent, with the name that its sender gave it. */
export function trialTitle(name: string): string {
  return `${PREFIX}“${visibleText(name.slice(0, MAX_NAME).toWellFormed())}${name.length > MAX_NAME ? ' …' : ''}”`;
}

/** Whether a run was such a trial: what the person granted was for that run alone, and it is not to be repeated without asking. */
export function isTrial(title: string | undefined): boolean {
  return title?.startsWith(PREFIX) === true;
}
