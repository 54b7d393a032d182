import Button from '@cloudscape-design/components/button';
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import Link from '@cloudscape-design/components/link';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useSyncExternalStore } from 'react';
import { focusOnceDrawn } from '../focus/focus-once-drawn.ts';
import { isBrief, notices, type Notice } from './notice-store.ts';

function NoticeText({ notice }: { notice: Notice }) {
  if (notice.text === undefined && notice.link === undefined && notice.progress === undefined) return null;
  return (
    <SpaceBetween size="xxs">
      {notice.progress !== undefined && <ProgressBar variant="flash" value={notice.progress * 100} ariaLabel={notice.header} />}
      <span>
        {notice.text}
        {notice.text !== undefined && notice.link !== undefined && ' '}
        {notice.link !== undefined && (
          <Link href={notice.link.href} color="inverted" onFollow={() => notices.dismiss(notice.id)}>
            {notice.link.label}
          </Link>
        )}
      </span>
    </SpaceBetween>
  );
}

function dismiss(notice: Notice): void {
  // The next notice takes the focus by itself; after the last one the page goes on at its head.
  const button = document.activeElement;
  focusOnceDrawn(() => (button?.isConnected === true ? undefined : document.querySelector<HTMLElement>('h1')));
  notices.dismiss(notice.id);
  notice.onDismiss?.();
}

function Answers({ notice, action }: { notice: Notice; action: NonNullable<Notice['action']> }) {
  const { decline } = notice;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={action.run}>{action.label}</Button>
      {decline !== undefined && <Button onClick={() => dismiss(notice)}>{decline}</Button>}
    </SpaceBetween>
  );
}

function flashOf(notice: Notice): FlashbarProps.MessageDefinition {
  const { action } = notice;
  return {
    id: notice.id,
    type: notice.type === 'in-progress' ? 'info' : notice.type,
    loading: notice.type === 'in-progress',
    header: notice.header,
    content: <NoticeText notice={notice} />,
    dismissible: true,
    dismissLabel: `Dismiss: ${notice.header}`,
    onDismiss: () => dismiss(notice),
    ariaRole: notice.type === 'error' ? 'alert' : 'status',
    ...(action === undefined ? {} : { action: <Answers notice={notice} action={action} /> }),
  };
}

const BRIEF_MS = 8000;

/** Lets what needs no answer go away by itself. */
function useBriefSuccess(current: readonly Notice[]): void {
  useEffect(() => {
    const timers = current.filter(isBrief).map(({ id }) => setTimeout(() => notices.dismiss(id), BRIEF_MS));
    return () => timers.forEach(clearTimeout);
  }, [current]);
}

/** The notices of the page that is shown, newest on top. The shell shows it once, above every page. */
export function Notices() {
  const current = useSyncExternalStore(notices.subscribe, notices.current);
  useBriefSuccess(current);
  return (
    <Flashbar
      items={current.map(flashOf).toReversed()}
      // A few stand beneath each other; what would push the page away is stacked.
      stackItems={current.length > 3}
      i18nStrings={{
        ariaLabel: 'Notifications',
        notificationBarAriaLabel: 'View all notifications',
        notificationBarText: 'Notifications',
        errorIconAriaLabel: 'Error',
        warningIconAriaLabel: 'Warning',
        successIconAriaLabel: 'Success',
        infoIconAriaLabel: 'Information',
        inProgressIconAriaLabel: 'In progress',
      }}
    />
  );
}
