import Button from '@cloudscape-design/components/button';
import type { RunError } from '../../../core/run.ts';
import { useAwsSession } from './use-aws-session.ts';
import { useSignIn } from './use-sign-in.ts';

/** Whether it failed because nobody is signed in to AWS (any more). */
export function lacksSignIn({ message }: RunError): boolean {
  return /Nobody is signed in to AWS|Sign in again\./u.test(message);
}

/** The way on from a run that failed for it; what to do next where somebody has signed in since. */
export function SignInToGoOn() {
  const { status } = useAwsSession();
  const { signIn } = useSignIn();
  if (status === 'not configured') return null;
  return status === 'signed in' ? (
    <span role="status">You are signed in now: run it again.</span>
  ) : (
    <Button loading={status === 'signing in'} loadingText="Signing in to AWS" onClick={signIn}>
      Sign in to AWS
    </Button>
  );
}
