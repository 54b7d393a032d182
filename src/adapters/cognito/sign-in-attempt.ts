import type { SignInConfig } from '../../core/aws/aws-config.ts';
import { authorizationUrl, newSecrets } from './code-flow.ts';
import { findIssuer, type Issuer } from './issuer.ts';
import type { SignInSecrets } from './round-trip.ts';
import { signInProblem } from './sign-in-problem.ts';

export { LiveSignIn, SignInEnded } from './live-sign-in.ts';

/** Rejects with `AwsError`. */
export async function issuerOf(config: SignInConfig, signal: AbortSignal): Promise<Issuer> {
  try {
    return await findIssuer(config, signal);
  } catch (error) {
    throw await signInProblem(error, config.kind === 'oidc' ? config.issuer : config.domain);
  }
}

/** What the person is sent to, and the secrets that the answer is checked against. */
export async function beginSignIn(issuer: Issuer, again: boolean): Promise<{ url: string; secrets: SignInSecrets }> {
  const secrets = newSecrets();
  return { url: await authorizationUrl(issuer, secrets, again), secrets };
}
