import { useEffect } from 'react';
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
        notices.put({ id: `problem ${text}`, type: 'error', header: 'Something was not kept', text, page: 'every' });
      }),
    [problems],
  );
}
