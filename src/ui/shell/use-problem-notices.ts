import { useEffect } from 'react';
import { StorageError } from '../../core/app-error.ts';
import { useAppServices } from '../app-services.ts';
import { errorMessage } from '../components/error-message.ts';
import { notices } from '../components/notices/notice-store.ts';
import { visibleText } from '../components/visible-text.ts';

/** Tells the person what went wrong beside what they did. The same problem again takes its own notice's place. */
export function useProblemNotices(): void {
  const { problems } = useAppServices();
  useEffect(
    () =>
      problems.subscribe((problem) => {
        const text = visibleText(errorMessage(problem));
        const header = problem instanceof StorageError ? 'Something was not kept' : 'Something is wrong';
        notices.put({ id: `problem ${text}`, type: 'error', header, text, page: 'every' });
      }),
    [problems],
  );
}
