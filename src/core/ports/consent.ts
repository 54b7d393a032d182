import type { AwsCallOrigin } from '../aws/call-entry.ts';
import type { Abort } from './abort.ts';

/** What the person is asked: what would be done, in sentences of ours, and the very text of it (SQL, or JSON of an input). */
export type ConsentRequest = {
  origin: AwsCallOrigin;
  /** "Let this run write with Athena?" */
  title: string;
  /** What it will touch, each a sentence. */
  lines: string[];
  code?: { language: 'sql' | 'json'; text: string };
};

/** "once": this call; "run": all such calls of this run. */
export type ConsentAnswer = 'once' | 'run' | 'denied';

/** Asks the person. Only the page's own controls can answer; no answer comes by itself. */
export interface Consent {
  /** "denied" too when `signal` fires. */
  ask(request: ConsentRequest, signal?: Abort): Promise<ConsentAnswer>;
}
