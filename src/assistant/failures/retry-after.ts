const HEADER_SECONDS = /^\d+(?:\.\d+)?$/u;
/** Gemini's `RetryInfo`. */
const RETRY_DELAY = /"retryDelay":\s*"(\d+(?:\.\d+)?)s"/u;
/** "Please try again in 6.2s", "in 7m12.5s", "in 350ms" (OpenAI, Groq), "Please retry in 34.07s" (Gemini). */
const IN_WORDS = /\b(?:try again|retry) in (?=\d)(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)(ms|s(?:econds?)?\b| seconds?))?/iu;

/** Whole seconds after which a provider wants to be asked again, as its words say; undefined where they say nothing of it. */
export function secondsInWords(text: string): number | undefined {
  const delay = RETRY_DELAY.exec(text)?.[1];
  if (delay !== undefined) return Math.ceil(Number(delay));
  const found = IN_WORDS.exec(text);
  if (found === null) return undefined;
  const [, hours = '0', minutes = '0', rest = '0', unit] = found;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) / (unit === 'ms' ? 1000 : 1);
  return seconds === 0 ? undefined : Math.ceil(seconds);
}

/** By the header (seconds or a date), which CORS may hide from the page, or else by the words of the answer. */
export function retryAfter(headers: Headers, body: string): number | undefined {
  const header = headers.get('retry-after');
  if (header !== null && HEADER_SECONDS.test(header)) return Math.ceil(Number(header));
  const date = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - Date.now()) / 1000));
  return secondsInWords(body);
}
