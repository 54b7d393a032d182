import { AnswerFailure } from './answer-failure.ts';
import { secondsInWords } from './retry-after.ts';
import { scrubKey } from './scrub-key.ts';

const CONTEXT_WORDS = /context[ _-]?(?:length|window)|prompt is too long|maximum context/iu;

/** What an error in the middle of a stream means. What was said until then stays. */
export function streamFailure(error: unknown, label: string, key: string | undefined): AnswerFailure {
  if (error instanceof AnswerFailure) return error;
  const words = scrubKey(wordsOf(error), key).slice(0, 300);
  const said = words === '' ? '' : ` It said: ${words}`;
  if (CONTEXT_WORDS.test(words))
    return new AnswerFailure('context_too_long', `The conversation is longer than the model reads.${said}`, { cause: error });
  if (/overloaded|unavailable|internal server error|internal_server/iu.test(words)) {
    return new AnswerFailure('overloaded', `${label} is overloaded or has a fault. Retry in a moment.${said}`, { cause: error });
  }
  if (/rate.?limit|too many requests/iu.test(words)) {
    const seconds = secondsInWords(words);
    const when = seconds === undefined ? 'a minute' : `${seconds} seconds`;
    return new AnswerFailure('rate_limited', `${label} limits how much this key may ask in a time. Retry in ${when}.${said}`, {
      cause: error,
      ...(seconds === undefined ? {} : { retry_after_s: seconds }),
    });
  }
  if (/^AI_(?:JSONParse|TypeValidation|InvalidResponse|InvalidArgument|InvalidStreamPart)/u.test(nameOf(error))) {
    return new AnswerFailure(
      'malformed_answer',
      `${label} answered in a form that cannot be read. Retry; where it happens again, the address may speak another format.`,
      { cause: error },
    );
  }
  return cutFailure(label, said, error);
}

/** A stream that ended before the answer did. */
export function cutFailure(label: string, said = '', cause?: unknown): AnswerFailure {
  return new AnswerFailure(
    'stream_cut',
    `The answer of ${label} broke off before its end. What came is kept; retry goes on from there.${said}`,
    { cause },
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function wordsOf(error: unknown): string {
  if (error instanceof Error) return error.name.startsWith('AI_') ? '' : error.message;
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  const { message, type, error: inner } = error as { message?: unknown; type?: unknown; error?: unknown };
  if (inner !== undefined) return wordsOf(inner);
  return [type, message].filter((each) => typeof each === 'string').join(': ');
}
