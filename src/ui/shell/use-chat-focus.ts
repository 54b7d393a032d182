import { useCallback, useEffect, useRef } from 'react';
import { useHash } from '../components/use-hash.ts';

/** Id of the drawer and of its element. */
export const CHAT_DRAWER = 'chat';

const mac = /mac|iphone|ipad/iu.test(navigator.userAgent);

/** As it is pressed on this machine. */
const SHORTCUT = mac ? '⌘J' : 'Ctrl+J';

/**
 * The chat's key: Ctrl+J opens it, goes to it, and closes it when the focus is in it. `leave` (Escape) gives the focus back to where it
 * was in the page; where the chat covers the page (`roomy` is false), it also closes it, as following a link does.
 */
export function useChatFocus(
  open: boolean,
  roomy: boolean,
  setOpen: (open: boolean) => void,
): { shortcut: string; leave: () => void } {
  const before = useRef<HTMLElement>(null);
  const latest = useRef({ open, roomy, setOpen });
  useEffect(() => {
    latest.current = { open, roomy, setOpen };
  });

  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !isChat(target) && target.closest('dialog, [role="dialog"]') === null) {
        before.current = target;
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'j' || event.altKey || event.shiftKey || !(mac ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      event.stopPropagation();
      const { open: isOpen, setOpen: change } = latest.current;
      if (!isOpen) change(true);
      else if (isChat(document.activeElement)) {
        change(false);
        giveBack(before.current);
      } else document.querySelector<HTMLElement>(`#${CHAT_DRAWER} textarea`)?.focus();
    };
    document.addEventListener('focusin', onFocus);
    // Before the editor, which would take the key for its own.
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);

  const hash = useHash();
  const shown = useRef(hash);
  useEffect(() => {
    if (shown.current === hash) return;
    shown.current = hash;
    if (latest.current.open && !latest.current.roomy) latest.current.setOpen(false);
  }, [hash]);

  const leave = useCallback(() => {
    if (!latest.current.roomy) latest.current.setOpen(false);
    giveBack(before.current);
  }, []);
  return { shortcut: SHORTCUT, leave };
}

function isChat(element: Element | null): boolean {
  return element?.closest(`#${CHAT_DRAWER}`) !== null && element !== null;
}

function giveBack(element: HTMLElement | null): void {
  const target = element?.isConnected === true && element.checkVisibility() ? element : undefined;
  (target ?? document.querySelector<HTMLElement>('[aria-label="Chat"]'))?.focus();
}
