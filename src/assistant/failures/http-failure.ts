import type { Provider } from '../providers/provider.ts';
import { AnswerFailure } from './answer-failure.ts';
import { retryAfter } from './retry-after.ts';
import { scrubKey } from './scrub-key.ts';

type HttpAnswer = {
  provider: Provider;
  address: string;
  model: string;
  key: string | undefined;
  status: number;
  headers: Headers;
  body: string;
};

const CONTEXT_WORDS =
  /context[ _-]?(?:length|window|size)|maximum context|too many (?:input )?tokens|prompt is too long|input is too long|token count .{0,40}exceeds|exceeds? the (?:maximum|limit).{0,40}tokens|reduce the length/iu;
const KEY_WORDS = /api[ _-]?key|invalid[ _-]?x-api-key|authentication|unauthorized|security token|bearer/iu;
const CREDIT_WORDS = /insufficient[_ ]quota|credit balance|billing|payment|exceeded your current quota/iu;
const MODEL_WORDS = /model/iu;

/** What an answer that is no success means, by its status and its words. */
export function httpFailure(answer: HttpAnswer): AnswerFailure {
  const { provider, status, model } = answer;
  const said = saidBy(answer);
  const fail = (code: AnswerFailure['code'], message: string, retry_after_s?: number): AnswerFailure =>
    new AnswerFailure(
      code,
      `${message}${said === '' ? '' : ` It said: ${said}`}`,
      retry_after_s === undefined ? {} : { retry_after_s },
    );
  const label = provider.label;
  if (status === 413 || (status === 400 && CONTEXT_WORDS.test(answer.body))) {
    return fail(
      'context_too_long',
      `The conversation is longer than "${model}" reads. Begin a new one, or choose a model with a larger context.`,
    );
  }
  if (status === 401 || (status === 400 && /API_KEY_INVALID|api key not valid/iu.test(answer.body)))
    return fail('bad_key', badKey(answer));
  if (status === 403) {
    return KEY_WORDS.test(answer.body) && !/model|permission|access/iu.test(said)
      ? fail('bad_key', badKey(answer))
      : fail('no_access', `${label} does not let this key use "${model}". Ask for access to the model there, or choose another.`);
  }
  if (
    status === 402 ||
    (status === 400 && /credit balance/iu.test(answer.body)) ||
    // A limit by time may name the page for billing too, as a way to a higher one.
    (status === 429 && CREDIT_WORDS.test(answer.body) && !/retry|try again in/iu.test(answer.body))
  ) {
    return fail(
      'no_credit',
      `${label} has no credit left for this key. Add some in its billing settings, or choose another model.`,
    );
  }
  if (status === 404) {
    return MODEL_WORDS.test(answer.body) || answer.body === ''
      ? fail(
          'unknown_model',
          `${label} knows no model "${model}". Check its name in the models' settings; the list there shows what this key can use.`,
        )
      : fail(
          'unknown_model',
          `${answer.address} does not answer as ${label} does. Check the address and the model "${model}" in the models' settings.`,
        );
  }
  if (status === 429) return rateLimited(answer, said);
  if (
    status === 400 &&
    /model/iu.test(said) &&
    /not (?:found|exist|supported)|invalid|unknown|does not exist|isn.t supported/iu.test(said) &&
    !/parameter|temperature|token/iu.test(said)
  ) {
    return fail(
      'unknown_model',
      `${label} knows no model "${model}", or not in this region. Check its name in the models' settings.`,
    );
  }
  if (status >= 500) return fail('overloaded', `${label} is overloaded or has a fault (status ${status}). Retry in a moment.`);
  return fail(
    'bad_request',
    `${label} refused the request (status ${status}). If it names a setting, change that in the conversation's switches.`,
  );
}

function badKey({ provider, key }: HttpAnswer): string {
  return key === undefined
    ? `${provider.label} wants a key, and there is none for this model. Give it in the models' settings.`
    : `${provider.label} does not take this key. Give a valid one in the models' settings. ${provider.key_hint}`;
}

function rateLimited(answer: HttpAnswer, said: string): AnswerFailure {
  const seconds = retryAfter(answer.headers, answer.body);
  const when = seconds === undefined ? 'Retry in a minute' : `Retry in ${seconds} seconds`;
  return new AnswerFailure(
    'rate_limited',
    `${answer.provider.label} limits how much this key may ask in a time. ${when}, or choose another model.${said === '' ? '' : ` It said: ${said}`}`,
    seconds === undefined ? {} : { retry_after_s: seconds },
  );
}

/** The provider's own words, short and without the key. Empty where there are none. */
function saidBy({ body, key }: HttpAnswer): string {
  const found = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/iu.exec(body)?.[1] ?? (body.trimStart().startsWith('{') ? '' : body);
  const plain = found
    .replaceAll(/\\[nrt]/gu, ' ')
    .replaceAll('\\"', '"')
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const short = plain.length > 300 ? `${plain.slice(0, 300)}…` : plain;
  return scrubKey(short, key);
}
