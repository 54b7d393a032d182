import { z } from 'zod';

/** What the answer to a sign-in is checked against: made for it, and used once. */
export type SignInSecrets = { state: string; nonce: string; verifier: string };

/** `hash`: the place in the app that the person was at. */
const keptSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), hash: z.string() });
export type KeptSignIn = z.infer<typeof keptSchema>;

/** A sign-in that left this page and came back to it. `parameters`: the query that the issuer gave it. */
export type ReturnedSignIn = KeptSignIn & { parameters: string };

const KEY = 'sandbank.sign_in';

/** Over the time in which the page is away; nothing else of signing in is ever stored. */
export function keepForReturn(kept: KeptSignIn): void {
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

/** Takes it out; what comes back is read once. */
export function takeKept(): KeptSignIn | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text === null ? undefined : keptSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // No storage here, or not our text.
    return undefined;
  }
}
