import { formatCount } from './format-count.ts';
import { visibleText } from './visible-text.ts';
import './code-view.css';

const MAX_SHOWN = 200_000;
const MAX_LINES = 5000;

/** Code to be read, with its line numbers. `markedLine` (from 1) stands out. Code of a stranger shows what it hides. */
export function CodeView({ code, label, markedLine }: { code: string; label: string; markedLine?: number }) {
  const lines = code.slice(0, MAX_SHOWN).split('\n', MAX_LINES);
  const left = code.length - lines.reduce((sum, line) => sum + line.length + 1, -1);
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
      {left > 0 && <p className="sb-code-cut">… {formatCount(left)} more characters</p>}
    </div>
  );
}
