import { visibleText } from './visible-text.ts';
import './code-view.css';

const MAX_SHOWN = 200_000;

/** Code to be read, with its line numbers. `markedLine` (from 1) stands out. Code of a stranger shows what it hides. */
export function CodeView({ code, label, markedLine }: { code: string; label: string; markedLine?: number }) {
  const shown = code.length > MAX_SHOWN ? code.slice(0, MAX_SHOWN) : code;
  const lines = shown.split('\n');
  return (
    <div className="sb-code" role="group" aria-label={label} tabIndex={0}>
      <pre className="sb-code-lines">
        {lines.map((line, index) => (
          <span key={index} className="sb-code-line" data-marked={index + 1 === markedLine}>
            {line
              .split('\t')
              .map(visibleText)
              .join('\t')
              .replace(/‹U\+000D›$/u, '')}
            {'\n'}
          </span>
        ))}
      </pre>
      {code.length > MAX_SHOWN && <p className="sb-code-cut">{`… ${code.length - MAX_SHOWN} more characters`}</p>}
    </div>
  );
}
