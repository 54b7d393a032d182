import { AwsError } from '../../../core/app-error.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../error-message.ts';
import { notices } from '../notices/notice-store.ts';

/** Of the one notice about who is signed in. */
export const SIGN_IN_NOTICE = 'aws-sign-in';

export type SignIn = { signIn: () => void; signOut: () => void };

/** Signing in and out of AWS, with what goes wrong as a notice. Where the browser blocks the window, this tab is offered in its place. */
export function useSignIn(): SignIn {
  const { session } = useAppServices().aws;
  const begin = (how: 'popup' | 'redirect') => {
    notices.dismiss(SIGN_IN_NOTICE);
    session.signIn(how).catch((error: unknown) => {
      if (error instanceof AwsError && error.code === 'PopupBlocked') {
        notices.put({
          id: SIGN_IN_NOTICE,
          type: 'warning',
          header: 'The browser blocked the window for signing in',
          text: 'Allow windows of this page, or sign in in this tab: it comes back here. What stands in the editor is kept; a run that goes on is stopped.',
          action: { label: 'Sign in in this tab', run: () => begin('redirect') },
        });
        return;
      }
      notices.put({ id: SIGN_IN_NOTICE, type: 'error', header: 'You are not signed in to AWS', text: errorMessage(error) });
    });
  };
  const end = () => {
    session.signOut().then(
      () =>
        notices.put({
          id: SIGN_IN_NOTICE,
          type: 'success',
          header: 'Signed out of AWS',
          text: 'This page has forgotten the tokens and credentials.',
        }),
      (error: unknown) =>
        notices.put({ id: SIGN_IN_NOTICE, type: 'error', header: 'Signing out failed', text: errorMessage(error) }),
    );
  };
  return { signIn: () => begin('popup'), signOut: end };
}
