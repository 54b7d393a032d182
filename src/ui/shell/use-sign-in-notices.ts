import { useEffect } from 'react';
import { useAwsSession } from '../components/aws/use-aws-session.ts';
import { SIGN_IN_NOTICE } from '../components/aws/use-sign-in.ts';
import { notices } from '../components/notices/notice-store.ts';
import { visibleText } from '../components/visible-text.ts';

/** Tells the person why nobody is signed in to AWS any more, also where nothing on the page had asked for it just then. */
export function useSignInNotices(): void {
  const state = useAwsSession();
  const problem = state.status === 'signed out' ? state.problem : undefined;
  useEffect(() => {
    if (problem === undefined) return;
    const text = visibleText(problem);
    notices.put({ id: SIGN_IN_NOTICE, type: 'error', header: 'You are not signed in to AWS', text, page: 'every' });
  }, [problem]);
}
