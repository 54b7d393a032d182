import { QueryError } from '../../core/app-error.ts';
import type { TableInfo } from '../../core/dataset.ts';
import type { AthenaTarget } from '../../core/ports/athena.ts';
import { FAILURE_RULES } from './failure-rules.ts';

/** How Athena tells of a query that failed. `type`: its error catalog's number. */
export type Failure = { state: string; reason: string; type?: number };

/** What is known of the place where the query was asked: for the fix. */
export type FailureContext = { target: AthenaTarget; tables: readonly TableInfo[]; bytes_cutoff?: number };

/** What a rule says: the fix, in sentences, and the name that it is about. */
export type Fix = { text: string; construct?: string };

const MAX_REASON = 2000;

/** The error that a person and code see: Athena's own words, what to do about it, and the place in the query. */
export function queryFailure(failure: Failure, context: FailureContext): QueryError {
  const reason = cleanReason(failure.reason) || defaultReason(failure.state);
  const { text, construct } = fixOf({ ...failure, reason }, context);
  const [, line, position] = /\bline (\d+):(\d+)/u.exec(reason) ?? [];
  const message = text === '' ? reason : `${/[.!?]$/u.test(reason) ? reason : `${reason}.`} ${text}`;
  return new QueryError(message, {
    ...(line === undefined ? {} : { line: Number(line), position: Number(position) }),
    ...(construct === undefined ? {} : { construct }),
  });
}

/** By Athena's words; by the number alone where they are none that are known. */
function fixOf({ reason, type }: Failure, context: FailureContext): Fix {
  for (const { when, fix } of FAILURE_RULES) {
    const found = when.exec(reason);
    if (found !== null) return fix(found, context);
  }
  const rule = type === undefined ? undefined : FAILURE_RULES.find(({ types = [] }) => types.includes(type));
  return rule?.fix(undefined, context) ?? { text: '' };
}

function defaultReason(state: string): string {
  return state === 'CANCELLED' ? 'The query was cancelled in AWS' : 'The query failed in Athena, which gave no reason';
}

/** Without what is about AWS's support, requests and clean-up, and of a length that can be read. */
function cleanReason(reason: string): string {
  const text = reason
    .replace(/\s*This query ran against the "[^"]*" database[\s\S]*$/u, '')
    .replace(/\s*If a data manifest file was generated at [\s\S]*$/u, '')
    .replace(/\s*You may need to manually clean the data at location[\s\S]*$/u, '')
    .replace(/\s*\(Service: (?!(?:Amazon )?S3)[^()]*\)/gu, '')
    .replace(/; (?:S3 )?(?:Extended )?Request ID: [^;)]*/gu, '')
    .replace(/; Proxy: null/gu, '')
    .trim();
  return text.length > MAX_REASON ? `${text.slice(0, MAX_REASON).toWellFormed()}…` : text;
}
