import type { AwsCallEntry } from '../../../core/aws/call-entry.ts';

export const callFilters = [
  { value: 'all', label: 'All calls' },
  { value: 'code', label: 'Of runs and queries' },
  { value: 'not done', label: 'Refused, failed or stopped' },
] as const;

export type CallFilter = (typeof callFilters)[number]['value'];

/** The page's own calls only look at what there is: "code" leaves them out. */
export function fitsFilter({ kind, status }: AwsCallEntry, filter: CallFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'code':
      return kind !== 'page';
    case 'not done':
      return status !== 'succeeded';
  }
}
