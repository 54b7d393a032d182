import type { Json } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import type { Draft } from '../../../core/settings.ts';
import { examples, FIRST_LANGUAGE } from './examples.ts';
import { readTimeLimit } from './read-time-limit.ts';

/** Code with all that belongs to it, as it is put into the workbench or set aside. */
export type Opened = {
  code: string;
  language: LanguageId;
  params_text: string;
  params_schema: Json | undefined;
  time_limit: string;
  workflow: Draft['workflow'];
  dirty: boolean;
};

/** What stands there at first. */
export const blank: Opened = {
  code: examples[FIRST_LANGUAGE].code,
  language: FIRST_LANGUAGE,
  params_text: '',
  params_schema: undefined,
  time_limit: '30',
  workflow: null,
  dirty: false,
};

export function openedOf({ timeout_s, ...draft }: Draft): Opened {
  return { ...draft, time_limit: String(timeout_s), params_schema: undefined };
}

export function draftOf({ code, language, params_text, time_limit, workflow, dirty }: Opened): Draft {
  const limit = readTimeLimit(time_limit);
  return { language, code, params_text, timeout_s: limit.ok ? limit.seconds : 30, workflow, dirty };
}
