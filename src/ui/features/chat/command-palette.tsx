import { useEffect, useRef } from 'react';
import type { CommandInfo } from '../../../assistant/assistant.ts';
import { visibleText } from '../../components/visible-text.ts';

/** A line of the palette: what is put into the message when it is chosen. */
export type PaletteItem = { insert: string; label: string; description: string };

type CommandPaletteProps = {
  id: string;
  items: readonly PaletteItem[];
  active: number;
  onActive: (index: number) => void;
  onChoose: (item: PaletteItem) => void;
};

/** What begins with what is written after "/". The focus stays in the message; its arrow keys move here. */
export function CommandPalette({ id, items, active, onActive, onChoose }: CommandPaletteProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="chat-palette" ref={list} role="listbox" id={id} aria-label="Commands">
      {items.map((item, index) => (
        <div
          key={item.insert}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="chat-palette-item"
          onPointerMove={() => onActive(index)}
          // Before the message loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(item);
          }}
        >
          <span className="chat-palette-name">{visibleText(item.label)}</span>
          <span className="chat-palette-about">{visibleText(item.description)}</span>
        </div>
      ))}
    </div>
  );
}

/** The commands whose name begins with what is written. */
export function commandItems(commands: readonly CommandInfo[], text: string): PaletteItem[] {
  if (!/^\/\S*$/u.test(text)) return [];
  const written = text.slice(1).toLowerCase();
  return commands
    .map(({ name, usage, description }) => ({ name: name.replace(/^\//u, ''), usage, description }))
    .filter(({ name }) => name.toLowerCase().startsWith(written))
    .map(({ name, usage, description }) => ({ insert: `/${name}${takesMore(usage) ? ' ' : ''}`, label: usage, description }));
}

function takesMore(usage: string): boolean {
  return usage.trim().includes(' ');
}
