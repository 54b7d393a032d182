import { codeTokens } from '../code-tokens.ts';
import { CopyButton } from '../copy-button.tsx';
import { visibleLines } from '../visible-text.ts';
import '../code-view.css';

/** A block of code in Markdown: coloured where its language is known, and to be copied. */
export function MarkdownCode({ code, language }: { code: string; language: string | undefined }) {
  const label = language === undefined ? 'Code' : `Code in ${language}`;
  return (
    <div className="sb-markdown-code">
      <div className="sb-markdown-code-head">
        <span>{language ?? 'Code'}</span>
        <CopyButton text={code} label={`Copy: ${label}`} />
      </div>
      <pre tabIndex={0} aria-label={label}>
        <code>
          {codeTokens(code, language).map(({ kind, text }, index) => (
            <span key={index} data-token={kind}>
              {visibleLines(text)}
            </span>
          ))}
        </code>
      </pre>
    </div>
  );
}
