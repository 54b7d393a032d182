import Button from '@cloudscape-design/components/button';
import { useAwsSession } from './use-aws-session.ts';
import { useSignIn } from './use-sign-in.ts';

/** The way on from a run that failed because the page may not call AWS yet; what to do next where that has changed since. */
export function AwsToGoOn() {
  const { status } = useAwsSession();
  const { signIn } = useSignIn();
  switch (status) {
    case 'not configured':
      return <Button href="#/settings?section=aws">Set up AWS</Button>;
    case 'signed in':
      return <span role="status">You are signed in now: run it again.</span>;
    case 'signed out':
    case 'signing in':
      return (
        <Button loading={status === 'signing in'} loadingText="Signing in to AWS" onClick={signIn}>
          Sign in to AWS
        </Button>
      );
  }
}
