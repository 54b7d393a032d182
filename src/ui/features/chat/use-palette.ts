import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { completeCommand, type CommandCompletion } from '../../../assistant/commands/complete-command.ts';
import type { ToolName } from '../../../tools/tool-types.ts';
import { useAppServices } from '../../app-services.ts';

export type Palette = {
  items: readonly CommandCompletion[];
  active: number;
  setActive: (index: number) => void;
  /** The message has changed. */
  look: (text: string) => void;
  close: () => void;
  /** Answers what was chosen, if anything; marks the event as done where the palette used it. */
  onKey: (event: KeyboardEvent) => CommandCompletion | undefined;
};

const LONGEST = 300;
const NONE: readonly CommandCompletion[] = [];

/** The palette of commands: opens on "/" at the beginning of the message, and goes on with what a command takes. */
export function usePalette(): Palette {
  const { callTool } = useAppServices();
  const [items, setItems] = useState(NONE);
  const [active, setActive] = useState(0);
  const [moved, setMoved] = useState(false);
  const question = useRef(0);
  const context = useMemo(() => {
    // Tools check what they are given; the registry's names and inputs are the palette's.
    const call = (name: string, input: unknown) => callTool(name as ToolName, input as never);
    return { toolbox: { call }, without_model: true };
  }, [callTool]);

  const show = useCallback((next: readonly CommandCompletion[]) => {
    setItems(next);
    setActive(0);
    setMoved(false);
  }, []);
  const close = useCallback(() => {
    question.current += 1;
    show(NONE);
  }, [show]);
  const look = useCallback(
    (text: string) => {
      const mine = ++question.current;
      if (!text.startsWith('/') || text.length > LONGEST) return show(NONE);
      completeCommand(text, context).then(
        (found) => {
          // There is nothing to choose where all that there is stands there already.
          const isDone = /\s/u.test(text) && found.every(({ insert }) => insert === text);
          if (mine === question.current) show(isDone ? NONE : found);
        },
        (error: unknown) => {
          // Only what could be offered is missing: the command says itself what is wrong.
          console.warn(error);
          if (mine === question.current) show(NONE);
        },
      );
    },
    [context, show],
  );

  const onKey = (event: KeyboardEvent): CommandCompletion | undefined => {
    if (items.length === 0) return undefined;
    const item = items[active];
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % items.length);
        setMoved(true);
        break;
      case 'ArrowUp':
        setActive((active - 1 + items.length) % items.length);
        setMoved(true);
        break;
      case 'Escape':
        close();
        event.stopPropagation();
        break;
      case 'Tab':
      case 'Enter': {
        if (event.shiftKey || item === undefined) return undefined;
        const whole = (event.target as HTMLTextAreaElement).value;
        // What is written in full is sent, also where it begins other names, and what is begun is completed; what may follow, and what
        // is offered beside a whole name, is only taken where it was chosen.
        const isWhole = ({ insert }: CommandCompletion) => whole.trim() === insert.trim();
        const complete = isWhole(item) || (!moved && (/\s$/u.test(whole) || items.some(isWhole)));
        if (event.key === 'Enter' && complete) {
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
  return { items, active, setActive, look, close, onKey };
}
