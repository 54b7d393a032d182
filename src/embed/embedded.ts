import { PolicyError } from '../core/app-error.ts';
import type { AwsSession } from '../core/ports/aws.ts';
import type { ConsentQueue } from '../core/ports/consent-queue.ts';

/** What the app is composed with where it stands in another page's frame. */
export type Embedded = {
  /** In the place of the questions that the person answers on the page. */
  consent: ConsentQueue;
  /** In the place of the session, for whoever signs in. */
  session(session: AwsSession): AwsSession;
};

const OWN_WINDOW = 'Open Sandbank in a window of its own';

/**
 * A page around this one could cover what a question says, or have a click fall on its answer. So nothing is asked in a frame: what would need
 * an answer is refused. `mayUseAws` says whether the person has granted that to the embedding page, in a window of its own; signing in
 * too is done in one, by the issuer.
 */
export function createEmbedded(mayUseAws: () => boolean): Embedded {
  return {
    consent: {
      ask: () =>
        Promise.reject(
          new PolicyError(`It was not done: the person would be asked, and not inside another page. ${OWN_WINDOW}.`),
        ),
      first: () => undefined,
      count: () => 0,
      subscribe: () => () => undefined,
      answer: () => undefined,
    },
    session: (session) => ({
      get state() {
        return session.state;
      },
      get source() {
        return session.source;
      },
      subscribe: (listener) => session.subscribe(listener),
      config: () => session.config(),
      configure: () => Promise.reject(new PolicyError(`AWS is not set up inside another page. ${OWN_WINDOW}.`)),
      async signIn(how) {
        if (!mayUseAws())
          throw new PolicyError(
            `Nobody signs in to AWS here: the page around Sandbank has not been granted AWS. ${OWN_WINDOW} and sign in there.`,
          );
        if (how === 'redirect') throw new PolicyError(`A frame cannot be left to sign in and come back. ${OWN_WINDOW}.`);
        await session.signIn(how);
      },
      signOut: () => session.signOut(),
    }),
  };
}
