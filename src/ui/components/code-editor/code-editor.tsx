import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { flushSync } from 'react-dom';
import type { TableInfo } from '../../../core/dataset.ts';
import type { LanguageId } from '../../../core/run.ts';
import type { CodeError, MonacoHandle } from './monaco-editor.ts';
import { codeSize } from './code-size.ts';
import { loadMonaco } from './load-monaco.ts';
import { HugeCode, WaitingForEditor } from './large-code.tsx';
import { goToLineOf } from './plain-text.ts';
import { whenIdle } from './when-idle.ts';
import './code-editor.css';

export type EditorHandle = { focus(): void; goToLine(line: number, position?: number): void };

export type CodeEditorProps = {
  ref?: Ref<EditorHandle>;
  /** Another `id` puts another text into the editor; the same id leaves alone what the person wrote. */
  content: { id: number; text: string };
  language: LanguageId;
  dark: boolean;
  tables: readonly TableInfo[];
  error: CodeError | null;
  /** Told after each change; `read` gives the whole text, as it is when called. */
  onChange: (read: () => string) => void;
  onRun: () => void;
  onSave: () => void;
};

/**
 * The editor of code: a text area that works from the first moment, and Monaco in its place once it is loaded. Text, selection and
 * focus go over; there is never more than one textbox named "Code". Large code waits for Monaco; of huge code the beginning is shown.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { content, language, dark, tables, error, onChange, onRun, onSave } = props;
  const plain = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const rich = useRef<MonacoHandle>(null);
  const loading = useRef(false);
  /** What the editor begins with when it is next drawn; the person's text stands in the editor itself. */
  const initial = useRef(content.text);
  const shown = useRef(content.id);
  /** Something was written in the rich editor since its text was put in. */
  const touched = useRef(false);
  const latest = useRef({ onChange, language, dark });
  const [isRich, setRich] = useState(false);
  const [unloadable, setUnloadable] = useState(false);
  const size = useMemo(() => codeSize(content.text), [content.text]);
  useEffect(() => {
    latest.current = { onChange, language, dark };
  });

  const upgrade = useCallback(async () => {
    if (loading.current || rich.current !== null || codeSize(initial.current) === 'huge') return;
    loading.current = true;
    setUnloadable(false);
    try {
      const createMonaco = await loadMonaco();
      await whenIdle();
      const area = plain.current;
      const container = box.current;
      if (container === null) return;
      const change = () => {
        touched.current = true;
        latest.current.onChange(() => rich.current?.text() ?? initial.current);
      };
      const text = area?.value ?? initial.current;
      const { language: now, dark: night } = latest.current;
      const handle = createMonaco(container, { label: 'Code', text, language: now, dark: night, onChange: change });
      if (area !== null) handle.select({ start: area.selectionStart, end: area.selectionEnd });
      const focused = area !== null && document.activeElement === area;
      rich.current = handle;
      flushSync(() => setRich(true));
      if (focused) handle.focus();
    } catch (error) {
      // Without it (offline before it was ever loaded) the text area does all that is needed; the next focus tries again.
      console.warn('The rich editor could not be loaded', error);
      setUnloadable(true);
    } finally {
      loading.current = false;
    }
  }, []);

  useEffect(() => {
    const idle = setTimeout(() => void upgrade(), size === 'small' ? 2500 : 0);
    return () => clearTimeout(idle);
  }, [upgrade, size, content.id]);
  useEffect(
    () => () => {
      if (rich.current === null) return;
      const text = rich.current.text();
      // Whoever wrote nothing has edited nothing by leaving.
      if (touched.current) latest.current.onChange(() => text);
      rich.current.dispose();
      rich.current = null;
    },
    [],
  );

  useEffect(() => {
    if (content.id === shown.current) return;
    shown.current = content.id;
    initial.current = content.text;
    touched.current = false;
    if (rich.current !== null && size === 'huge') {
      rich.current.dispose();
      rich.current = null;
      setRich(false);
    } else if (rich.current !== null) rich.current.setText(content.text);
    else if (plain.current !== null) plain.current.value = content.text;
  }, [content, size]);

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
    goToLine: (line, position) =>
      rich.current === null ? goToLineOf(plain.current, line, position) : rich.current.goToLine(line, position),
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
      {!isRich && size === 'small' && (
        <textarea
          ref={plain}
          className="sb-editor-plain"
          aria-label="Code"
          defaultValue={initial.current}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          onFocus={() => void upgrade()}
          onChange={(event) => {
            const text = event.target.value;
            initial.current = text;
            onChange(() => text);
          }}
        />
      )}
      {!isRich && size === 'large' && (
        <WaitingForEditor characters={content.text.length} failed={unloadable} onRetry={() => void upgrade()} />
      )}
      {!isRich && size === 'huge' && <HugeCode text={content.text} />}
    </div>
  );
}
