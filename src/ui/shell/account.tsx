import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import { useAwsSession } from '../components/aws/use-aws-session.ts';
import { useSignIn } from '../components/aws/use-sign-in.ts';
import { formatUtcMinute } from '../components/format-time.ts';
import { visibleText } from '../components/visible-text.ts';
import './account.css';

/** Who is signed in to AWS, as which role of which account, and until when; beside the app's name on every page. */
export function Account() {
  const state = useAwsSession();
  const { signIn } = useSignIn();
  switch (state.status) {
    case 'not configured':
      return null;
    case 'signing in':
      return (
        <span className="sb-account" role="status">
          <Spinner /> Signing in to AWS
        </span>
      );
    case 'signed out':
      return (
        <span className="sb-account">
          <Button variant="inline-link" onClick={signIn}>
            Sign in to AWS
          </Button>
        </span>
      );
    case 'signed in': {
      const { user, account_id, role_name, expires_at } = state.identity;
      const whole = `${user}, account ${account_id}, role ${role_name}, until ${formatUtcMinute(expires_at)}`;
      return (
        <a className="sb-account" href="#/settings?section=aws" title={visibleText(whole)}>
          <span className="sb-account-spoken">Signed in to AWS as {visibleText(whole)}</span>
          <span className="sb-account-user" aria-hidden>
            {visibleText(user)}
          </span>
          <span className="sb-account-role" aria-hidden>
            {visibleText(`${account_id} · ${role_name}`)}
          </span>
          <span className="sb-account-until" aria-hidden>
            until {formatUtcMinute(expires_at).slice(11)}
          </span>
        </a>
      );
    }
  }
}
