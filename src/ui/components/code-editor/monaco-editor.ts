import type { LanguageId } from '../../../core/run.ts';
import { monaco } from './monaco-setup.ts';
import { acceptWholeTextInput } from './whole-text-input.ts';

/** The first and last offset of what is selected in the text. */
export type TextSelection = { start: number; end: number };

/** An error at a line (from 1) of code, and its column (from 1) where that is known; `source` is that line as it was run. */
export type CodeError = { line: number; position?: number; message: string; source: string };

export type MonacoHandle = {
  text(): string;
  setText(text: string): void;
  setLanguage(language: LanguageId): void;
  setDark(dark: boolean): void;
  select(selection: TextSelection): void;
  focus(): void;
  /** Scrolls to a line (from 1) and puts the caret there, at the column (from 1) where one is named. */
  goToLine(line: number, position?: number): void;
  /**
   * Marks the line of an error in text and margin, where the line still stands as it was run; null takes the mark away. So does
   * whatever changes that line.
   */
  mark(error: CodeError | null): void;
  dispose(): void;
};

type MonacoSettings = { label: string; text: string; language: LanguageId; dark: boolean; onChange: () => void };

/** Lines of the code around the caret that stand in Monaco's text area; a browser's text area is slow with thousands. */
const PAGE_LINES = 400;

const LONG_LINE = 20_000;

/** Whose markers those of an error are, to Monaco. */
const MARKS = 'sandbank-run';

/** Makes the editor inside `container`, which must have its size already. */
export function createMonaco(container: HTMLElement, settings: MonacoSettings): MonacoHandle {
  const instance = monaco.editor.create(container, {
    value: settings.text,
    language: settings.language,
    theme: themeOf(settings.dark),
    ariaLabel: settings.label,
    // A text area that holds the code: what assistive technology, and everything else outside, knows how to use.
    accessibilitySupport: accessibilityFor(settings.text),
    accessibilityPageSize: PAGE_LINES,
    editContext: false,
    automaticLayout: true,
    minimap: { enabled: false },
    fontFamily: getComputedStyle(document.body).getPropertyValue('--sb-mono') || 'monospace',
    fontSize: 13,
    lineHeight: 20,
    padding: { top: 10, bottom: 10 },
    scrollBeyondLastLine: false,
    glyphMargin: true,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 8,
    folding: true,
    renderLineHighlight: 'line',
    overviewRulerLanes: 1,
    overviewRulerBorder: false,
    fixedOverflowWidgets: true,
    links: false,
    wordBasedSuggestions: 'currentDocument',
    unicodeHighlight: { invisibleCharacters: true, ambiguousCharacters: true },
    stickyScroll: { enabled: false },
    tabSize: settings.language === 'python' ? 4 : 2,
  });
  acceptWholeTextInput(instance);
  let quiet = false;
  const marks = instance.createDecorationsCollection();
  let marked = '';
  const unmark = () => {
    marks.clear();
    monaco.editor.removeAllMarkers(MARKS);
  };
  instance.onDidChangeModelContent(({ isFlush }) => {
    const range = marks.getRange(0);
    const kept = range !== null && !range.isEmpty() && instance.getModel()?.getLineContent(range.startLineNumber) === marked;
    if (isFlush || !kept) unmark();
    if (!quiet) settings.onChange();
  });
  return {
    text: () => instance.getValue(),
    setText(text) {
      quiet = true;
      instance.updateOptions({ accessibilitySupport: accessibilityFor(text) });
      instance.setValue(text);
      quiet = false;
    },
    setLanguage(language) {
      const model = instance.getModel();
      if (model !== null) monaco.editor.setModelLanguage(model, language);
      model?.updateOptions({ tabSize: language === 'python' ? 4 : 2 });
    },
    setDark(dark) {
      monaco.editor.setTheme(themeOf(dark));
    },
    select({ start, end }) {
      const model = instance.getModel();
      if (model === null) return;
      instance.setSelection(monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)));
    },
    focus: () => instance.focus(),
    goToLine(line, position = 1) {
      instance.revealLineInCenterIfOutsideViewport(line);
      instance.setPosition({ lineNumber: line, column: position });
      instance.focus();
    },
    mark(error) {
      marked = error?.source ?? '';
      unmark();
      const model = instance.getModel();
      if (error === null || model === null || error.line > model.getLineCount()) return;
      if (model.getLineContent(error.line) !== marked) return;
      marks.set([lineMark(model, error)]);
      monaco.editor.setModelMarkers(model, MARKS, [placeMark(model, error)]);
    },
    dispose() {
      monaco.editor.removeAllMarkers(MARKS);
      instance.getModel()?.dispose();
      instance.dispose();
    },
  };
}

/** With a line of megabytes even a page of the code would hold up every key; then only what is selected stands in the text area. */
function accessibilityFor(text: string): 'on' | 'auto' {
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end - start > LONG_LINE) return 'auto';
    start = end + 1;
  }
  return text.length - start > LONG_LINE ? 'auto' : 'on';
}

const themeOf = (dark: boolean): string => (dark ? 'sandbank-dark' : 'sandbank-light');

/** The line of an error, in the text and in the margin. */
function lineMark(model: monaco.editor.ITextModel, { line, message }: CodeError): monaco.editor.IModelDeltaDecoration {
  const text = message.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/gu, String.raw`\$&`);
  return {
    range: new monaco.Range(line, model.getLineFirstNonWhitespaceColumn(line) || 1, line, model.getLineMaxColumn(line)),
    options: {
      isWholeLine: true,
      className: 'sb-error-line',
      glyphMarginClassName: 'sb-error-glyph',
      glyphMarginHoverMessage: { value: text },
      overviewRuler: { color: '#d91515', position: monaco.editor.OverviewRulerLane.Full },
    },
  };
}

/** What an error may be said of: a string, a quoted name, a placeholder, a word. */
const PLACE = /^(?:"[^"]*"|'[^']*'|\$\{[^}]*\}|\{\{[^}]*\}\}|[:$]?[\p{L}\p{N}_]+)/u;

/** The word of an error, or all of its line; F8 leads there and says the message. */
function placeMark(model: monaco.editor.ITextModel, { line, position, message }: CodeError): monaco.editor.IMarkerData {
  const start = Math.min(position ?? (model.getLineFirstNonWhitespaceColumn(line) || 1), model.getLineMaxColumn(line));
  const length = PLACE.exec(model.getLineContent(line).slice(start - 1))?.[0].length ?? 1;
  const end = position === undefined ? model.getLineMaxColumn(line) : start + length;
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: line,
    startColumn: start,
    endLineNumber: line,
    endColumn: end,
  };
}
