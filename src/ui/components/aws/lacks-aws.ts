import type { RunError } from '../../../core/run.ts';

/** What code and queries fail with where nobody is signed in (any more) and where AWS is not set up, the words of its clients among them. */
const LACKS = [
  /Nobody is signed in to AWS/u,
  /Sign in again\./u,
  /(?:AWS|Athena) is not (?:set up|configured) here/u,
  /^You must specify a region\.$/u,
  /^Region is missing$/u,
];

/** Whether a run failed because the page may not call AWS yet. */
export function lacksAws({ message }: Pick<RunError, 'message'>): boolean {
  return LACKS.some((words) => words.test(message));
}
