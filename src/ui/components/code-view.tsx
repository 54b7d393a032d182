import { useMemo } from 'react';
import { codeLines } from './code-tokens.ts';
import { formatCount } from './format-count.ts';
import { visibleText } from './visible-text.ts';
import './code-view.css';

const MAX_SHOWN = 200_000;
const MAX_LINES = 5000;

type CodeViewProps = { code: string; label: string; markedLine?: number; language?: string };

/**
 * Code to be read, with its line numbers; coloured where `language` is named. `markedLine` (from 1) stands out. Code of a stranger
 * shows what it hides.
 */
export function CodeView({ code, label, markedLine, language }: CodeViewProps) {
  const { lines, left } = useMemo(() => {
    const shown = code.slice(0, MAX_SHOWN).split('\n', MAX_LINES).join('\n');
    return { lines: codeLines(shown, language), left: code.length - shown.length };
  }, [code, language]);
  return (
    <div className="sb-code" role="group" aria-label={label} tabIndex={0}>
      <pre className="sb-code-lines">
        {lines.map((line, index) => (
          <span key={index} className="sb-code-line" data-marked={index + 1 === markedLine}>
            {line.map(({ kind, text }, at) => (
              <span key={at} data-token={kind}>
                {shown(text, at === line.length - 1)}
              </span>
            ))}
            {'\n'}
          </span>
        ))}
      </pre>
      {left > 0 && <p className="sb-code-cut">… {formatCount(left)} more characters</p>}
    </div>
  );
}

function shown(text: string, endsLine: boolean): string {
  const visible = text.split('\t').map(visibleText).join('\t');
  return endsLine ? visible.replace(/‹U\+000D›$/u, '') : visible;
}
