import { createElement, Fragment, type ReactNode } from 'react';
import { visibleText } from '../visible-text.ts';
import { MarkdownCode } from './markdown-code.tsx';
import { RunLink } from './run-link.tsx';
import { SafeLink } from './safe-link.tsx';

const PLAIN = new Set(['blockquote', 'code', 'del', 'em', 'li', 'p', 'section', 'strong', 'sup', 'tbody', 'thead', 'tr', 'ul']);

// Between the parts of a table there are only line ends, which React would complain of.
const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tr']);

// What `safeFragment` lets through only where it was asked to.
const RUN = /^#\/runs\/[\w%.~-]{1,200}$/u;
const MODELS = '#/settings?section=models';

const LONGEST_NAME = 80;

/** What stands for a piece of plain text. */
export type DrawText = (text: string) => ReactNode;

function languageOf(pre: Element): string | undefined {
  return /^language-([\w+#-]{1,20})$/u.exec(pre.firstElementChild?.getAttribute('class') ?? '')?.[1];
}

/** React elements of a sanitized fragment. Only what is named here is made; the text of anything else stays. */
export function nodesOf(parent: Node, drawText?: DrawText): ReactNode[] {
  const nodes = Array.from(parent.childNodes, (node, index) => nodeOf(node, index, drawText));
  return TABLE_PARTS.has(parent.nodeName.toLowerCase()) ? nodes.filter((node) => typeof node !== 'string') : nodes;
}

function nodeOf(node: Node, key: number, drawText: DrawText | undefined): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = shownText(node.textContent ?? '');
    return drawText === undefined || text.trim() === '' ? text : <Fragment key={key}>{drawText(text)}</Fragment>;
  }
  if (!(node instanceof Element)) return null;
  const tag = node.localName;
  const children = nodesOf(node, tag === 'a' || tag === 'code' || tag === 'pre' ? undefined : drawText);
  if (PLAIN.has(tag)) return createElement(tag, { key }, ...children);
  switch (tag) {
    case 'a': {
      const address = node.getAttribute('href') ?? '';
      if (address === MODELS) {
        return (
          <a key={key} className="sb-markdown-page" href={address}>
            {children}
          </a>
        );
      }
      return RUN.test(address) ? (
        <RunLink key={key} address={address}>
          {children}
        </RunLink>
      ) : (
        <SafeLink key={key} address={address} children={children} />
      );
    }
    case 'pre':
      return <MarkdownCode key={key} code={(node.textContent ?? '').replace(/\n$/u, '')} language={languageOf(node)} />;
    // A page has one title of its own; a run's headings stand beneath it.
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return createElement(`h${Math.min(6, Number(tag.slice(1)) + 2)}`, { key, 'data-level': tag.slice(1) }, ...children);
    case 'br':
    case 'hr':
      return createElement(tag, { key });
    case 'ol':
      return createElement('ol', { key, start: Number(node.getAttribute('start') ?? 1) || 1 }, ...children);
    case 'table':
      return (
        <div key={key} className="sb-markdown-table" role="region" aria-label={tableName(node)} tabIndex={0}>
          {createElement('table', null, ...children)}
        </div>
      );
    case 'td':
    case 'th':
      return createElement(tag, { key, 'data-align': node.getAttribute('align') ?? undefined }, ...children);
    case 'input':
      return <input key={key} type="checkbox" disabled checked={node.hasAttribute('checked')} readOnly aria-label="Task" />;
    default:
      return children;
  }
}

/** By its columns, since Markdown has no captions. */
function tableName(table: Element): string {
  const columns = Array.from(table.querySelectorAll('th'), (cell) => visibleText(cell.textContent?.trim() ?? ''));
  const name = columns.filter((column) => column !== '').join(', ');
  if (name === '') return 'Table';
  return `Table: ${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name}`;
}

/** Line ends and tabs are layout; every other hidden character is shown. */
function shownText(text: string): string {
  return text
    .split(/([\n\t\u200d\ufe0f])/u)
    .map((part, index) => (index % 2 === 1 ? part : visibleText(part)))
    .join('');
}
