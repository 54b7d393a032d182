import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { notices } from '../components/notices/notice-store.ts';
import { Notices } from '../components/notices/notices.tsx';
import { useHash } from '../components/use-hash.ts';
import { useMedia } from '../components/use-media.ts';
import { Account } from './account.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { formatRoute, type Route } from './router.ts';
import { CHAT_DRAWER, useChatFocus } from './use-chat-focus.ts';
import { useChatDrawer } from './use-chat-drawer.ts';
import { usePageFocus } from './use-page-focus.ts';
import { usePageHeight } from './use-page-height.ts';
import { usePanel } from './use-panel.ts';
import './shell.css';

type ShellProps = {
  route: Route;
  /** What stands in the panel beneath or beside the page, of the pages that have one. */
  output: ReactNode | undefined;
  /** Stands beside the panel's title. */
  outputStatus: ReactNode | undefined;
  outputOpen: boolean;
  onOutputOpen: (open: boolean) => void;
  /** Makes the chat, once it is opened; `leave` gives the focus back to the page, and `byItself` says that nobody asked for it. */
  chat: (leave: () => void, byItself: boolean) => ReactNode;
  children: ReactNode;
};

const labels = {
  navigation: 'Pages',
  navigationToggle: 'Open navigation',
  navigationClose: 'Close navigation',
  notifications: 'Notifications',
};

const panelLabels = {
  closeButtonAriaLabel: 'Close panel',
  openButtonAriaLabel: 'Open panel',
  preferencesTitle: 'Panel preferences',
  preferencesPositionLabel: 'Panel position',
  preferencesPositionDescription: 'Where the panel stands.',
  preferencesPositionSide: 'Side',
  preferencesPositionBottom: 'Bottom',
  preferencesConfirm: 'Confirm',
  preferencesCancel: 'Cancel',
  preferencesCloseAriaLabel: 'Close',
  resizeHandleAriaLabel: 'Resize panel',
};

const PANEL_HEADER = 44;

/** The frame of every page: navigation, notices, the page, the output panel, and the chat beside them. */
export function Shell({ route, output, outputStatus, outputOpen, onOutputOpen, chat, children }: ShellProps) {
  const wide = useMedia('(min-width: 1100px)');
  const [navigation, setNavigation] = useState<boolean>();
  const [panel, setPanel] = usePanel();
  const roomy = useMedia('(min-width: 900px)');
  const { drawer, setDrawer, byItself } = useChatDrawer(roomy);
  const { shortcut, leave } = useChatFocus(drawer.open, roomy, (next) => setDrawer({ open: next }));
  const box = useRef<HTMLDivElement>(null);
  const open = navigation ?? wide;
  const inset = output === undefined || panel.position === 'side' ? 0 : outputOpen ? panel.bottom : PANEL_HEADER;
  usePageHeight(box, inset);
  usePageFocus(box, useHash().split('?')[0] ?? '');
  // Before the effects of the page, whose notices are its own.
  useLayoutEffect(() => notices.showPage(route.page), [route.page]);
  return (
    <>
      <a
        className="sb-skip"
        href={formatRoute(route)}
        onClick={(event) => {
          event.preventDefault();
          box.current?.focus();
        }}
      >
        Skip to the page
      </a>
      <AppLayoutToolbar
        ariaLabels={labels}
        breadcrumbs={
          <span className="sb-top">
            <Brand />
            <Account />
          </span>
        }
        navigation={<Navigation route={route} collapsed={!open} />}
        navigationOpen={open}
        navigationWidth={200}
        navigationCloseBehavior="collapse"
        onNavigationChange={({ detail }) => setNavigation(detail.open)}
        toolsHide
        drawers={[
          {
            id: CHAT_DRAWER,
            content: chat(leave, byItself),
            trigger: { iconName: 'gen-ai' },
            ariaLabels: {
              drawerName: `Chat (${shortcut})`,
              triggerButton: 'Chat',
              closeButton: 'Close chat',
              resizeHandle: 'Resize chat',
            },
            resizable: true,
            defaultSize: drawer.size,
            onResize: ({ detail }) => setDrawer({ size: detail.size }),
          },
        ]}
        activeDrawerId={drawer.open ? CHAT_DRAWER : null}
        onDrawerChange={({ detail }) => setDrawer({ open: detail.activeDrawerId === CHAT_DRAWER })}
        notifications={<Notices />}
        stickyNotifications
        maxContentWidth={Number.MAX_VALUE}
        minContentWidth={wide || !roomy ? 320 : 400}
        splitPanelOpen={outputOpen}
        splitPanelSize={panel[panel.position]}
        splitPanelPreferences={{ position: panel.position }}
        onSplitPanelToggle={({ detail }) => onOutputOpen(detail.open)}
        onSplitPanelResize={({ detail }) => setPanel({ [panel.position]: detail.size })}
        onSplitPanelPreferencesChange={({ detail }) => setPanel({ position: detail.position })}
        splitPanel={
          output !== undefined && (
            <SplitPanel header="Output" headerInfo={outputStatus} closeBehavior="collapse" i18nStrings={panelLabels}>
              {output}
            </SplitPanel>
          )
        }
        content={
          <div ref={box} className="sb-page" tabIndex={-1}>
            {children}
          </div>
        }
      />
    </>
  );
}
