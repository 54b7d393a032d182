import type { Consent, ConsentAnswer, ConsentRequest } from './consent.ts';

export type PendingConsent = ConsentRequest & { id: string };

/** Questions that wait for the person, one after another. The interface shows the first and answers it by its id. */
export interface ConsentQueue extends Consent {
  first(): PendingConsent | undefined;
  /** How many wait, the first among them. */
  count(): number;
  subscribe(listener: () => void): () => void;
  /** An id that waits no more is passed over. */
  answer(id: string, answer: ConsentAnswer): void;
}
