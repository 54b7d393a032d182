import { useCallback, useState, type KeyboardEvent } from 'react';
import { useChat } from './chat-context.ts';
import { commandItems, type PaletteItem } from './command-palette.tsx';

export type Palette = {
  items: readonly PaletteItem[];
  active: number;
  setActive: (index: number) => void;
  /** The message has changed. */
  look: (text: string) => void;
  /** Shows every command, whatever is written. */
  openAll: () => void;
  close: () => void;
  /** Answers what was chosen, if anything; marks the event as done where the palette used it. */
  onKey: (event: KeyboardEvent) => PaletteItem | undefined;
};

const LONGEST = 300;

/** The palette of commands: opens on "/" at the beginning of the message. */
export function usePalette(): Palette {
  const { assistant } = useChat();
  const [items, setItems] = useState<readonly PaletteItem[]>([]);
  const [active, setActive] = useState(0);

  const show = useCallback((next: readonly PaletteItem[]) => {
    setItems(next);
    setActive(0);
  }, []);
  const look = useCallback(
    (text: string) => show(text.startsWith('/') && text.length < LONGEST ? commandItems(assistant.commands(), text) : []),
    [assistant, show],
  );
  const openAll = useCallback(() => show(commandItems(assistant.commands(), '/')), [assistant, show]);
  const close = useCallback(() => show([]), [show]);

  const onKey = (event: KeyboardEvent): PaletteItem | undefined => {
    if (items.length === 0) return undefined;
    const item = items[active];
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % items.length);
        break;
      case 'ArrowUp':
        setActive((active - 1 + items.length) % items.length);
        break;
      case 'Escape':
        close();
        event.stopPropagation();
        break;
      case 'Tab':
      case 'Enter': {
        if (event.shiftKey || item === undefined) return undefined;
        const whole = (event.target as HTMLTextAreaElement).value;
        // A command that is written in full is sent.
        if (event.key === 'Enter' && whole.trim() === item.insert.trim()) {
          close();
          return undefined;
        }
        event.preventDefault();
        return item;
      }
      default:
        return undefined;
    }
    event.preventDefault();
    return undefined;
  };
  return { items, active, setActive, look, openAll, close, onKey };
}
