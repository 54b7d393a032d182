import type { ToolCallPart } from '../../core/conversation.ts';

/**
 * What the model reads as the answer of a call. Every call has one, also one that was never done: a call without an answer makes every
 * later request fail.
 */
export function callOutput(part: ToolCallPart): string {
  if (part.output !== undefined) return part.output;
  switch (part.state) {
    case 'denied':
      return 'The person did not allow this call. It was not done.';
    case 'stopped':
      return 'The person stopped the answer. This call was not done, or not to its end.';
    case 'interrupted':
    case 'running':
      return (
        'The page was closed while this call was running. Whether it was done is not known. It is not done again by itself: look at ' +
        'what there is (list_runs, list_files, list_workflows) before you ask for it again.'
      );
    case 'writing':
    case 'waiting':
      return 'The answer ended before this call was done. It was not done.';
    case 'done':
    case 'failed':
      return 'There is no answer of this call.';
  }
}
