import { useCallback, useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { flushSync } from 'react-dom';
import type { TableInfo } from '../../../core/dataset.ts';
import type { LanguageId } from '../../../core/run.ts';
import type { MonacoHandle } from './monaco-editor.ts';
import { goToLineOf } from './plain-text.ts';
import { whenIdle } from './when-idle.ts';
import './code-editor.css';

/** Beyond this the plain text area stays: it takes ten megabytes without holding up the page. */
const MAX_RICH_CHARACTERS = 1_000_000;

export type EditorHandle = { focus(): void; goToLine(line: number): void };

export type CodeEditorProps = {
  ref?: Ref<EditorHandle>;
  /** Another `id` puts another text into the editor; the same id leaves alone what the person wrote. */
  content: { id: number; text: string };
  language: LanguageId;
  dark: boolean;
  tables: readonly TableInfo[];
  error: { line: number; message: string } | null;
  onChange: (text: string) => void;
  onRun: () => void;
  onSave: () => void;
};

/**
 * The editor of code: a text area that works from the first moment, and Monaco in its place once it is loaded. Text, selection and
 * focus go over; there is never more than one textbox named "Code".
 */
export function CodeEditor(props: CodeEditorProps) {
  const { content, language, dark, tables, error, onChange, onRun, onSave } = props;
  const plain = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const rich = useRef<MonacoHandle>(null);
  const loading = useRef(false);
  const current = useRef(content.text);
  const latest = useRef({ onChange, language, dark });
  const [isRich, setRich] = useState(false);
  useEffect(() => {
    latest.current = { onChange, language, dark };
  });

  const upgrade = useCallback(async () => {
    if (loading.current || rich.current !== null || current.current.length > MAX_RICH_CHARACTERS) return;
    loading.current = true;
    try {
      const { createMonaco } = await import('./monaco-editor.ts');
      await whenIdle();
      const area = plain.current;
      const container = box.current;
      if (area === null || container === null || current.current.length > MAX_RICH_CHARACTERS) return;
      const change = (text: string) => {
        current.current = text;
        latest.current.onChange(text);
      };
      const settings = { label: 'Code', text: area.value, language: latest.current.language, dark: latest.current.dark };
      const handle = createMonaco(container, { ...settings, onChange: change });
      handle.select({ start: area.selectionStart, end: area.selectionEnd });
      const focused = document.activeElement === area;
      rich.current = handle;
      flushSync(() => setRich(true));
      if (focused) handle.focus();
    } catch (error) {
      // Without it (offline before it was ever loaded) the text area does all that is needed; the next focus tries again.
      console.warn('The rich editor could not be loaded', error);
    } finally {
      loading.current = false;
    }
  }, []);

  useEffect(() => {
    const idle = setTimeout(() => void upgrade(), 2500);
    return () => clearTimeout(idle);
  }, [upgrade]);
  useEffect(
    () => () => {
      rich.current?.dispose();
      rich.current = null;
    },
    [],
  );

  useEffect(() => {
    if (content.text === current.current && plain.current?.value === content.text) return;
    current.current = content.text;
    if (rich.current !== null && content.text.length > MAX_RICH_CHARACTERS) {
      rich.current.dispose();
      rich.current = null;
      setRich(false);
    } else if (rich.current !== null) rich.current.setText(content.text);
    else if (plain.current !== null) plain.current.value = content.text;
    // `text` belongs to `id`: what the person writes does not come back here.
  }, [content.id]);

  useEffect(() => {
    rich.current?.setLanguage(language);
  }, [language, isRich]);
  useEffect(() => {
    rich.current?.setDark(dark);
  }, [dark, isRich]);
  useEffect(() => {
    rich.current?.mark(error);
  }, [error, isRich]);
  useEffect(() => {
    if (isRich) void import('./monaco-setup.ts').then(({ offerTables }) => offerTables(tables));
  }, [tables, isRich]);

  useImperativeHandle(props.ref, () => ({
    focus: () => (rich.current === null ? plain.current?.focus() : rich.current.focus()),
    goToLine: (line) => (rich.current === null ? goToLineOf(plain.current, line) : rich.current.goToLine(line)),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const action = event.key === 'Enter' ? onRun : event.key === 's' ? onSave : undefined;
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  return (
    <div className="sb-editor" onKeyDownCapture={onKeyDown} data-rich={isRich}>
      <div ref={box} className="sb-editor-rich" />
      {!isRich && (
        <textarea
          ref={plain}
          className="sb-editor-plain"
          aria-label="Code"
          defaultValue={current.current}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          onFocus={() => void upgrade()}
          onChange={(event) => {
            current.current = event.target.value;
            onChange(event.target.value);
          }}
        />
      )}
    </div>
  );
}
