import { useEffect, useRef } from 'react';
import type { CommandCompletion } from '../../../assistant/commands/complete-command.ts';
import { visibleText } from '../../components/visible-text.ts';

type CommandPaletteProps = {
  id: string;
  items: readonly CommandCompletion[];
  active: number;
  onActive: (index: number) => void;
  onChoose: (item: CommandCompletion) => void;
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
        <button
          type="button"
          key={item.insert}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="chat-palette-item"
          onPointerMove={() => onActive(index)}
          // The message keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
        >
          <span className="chat-palette-name">{visibleText(item.label)}</span>
          <span className="chat-palette-about">{visibleText(item.description)}</span>
        </button>
      ))}
    </div>
  );
}
