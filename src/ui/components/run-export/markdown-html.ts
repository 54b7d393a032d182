import { codeHtml } from './code-html.ts';
import { safeFragment } from '../markdown/safe-fragment.ts';
import { shownHtml } from './escape-html.ts';

const PLAIN = new Set([
  'blockquote',
  'code',
  'del',
  'em',
  'li',
  'p',
  'section',
  'strong',
  'sup',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
]);
const ALIGNMENTS = new Set(['left', 'right', 'center']);

/**
 * Markdown that a run wrote as HTML that does nothing: only the tags named here, no attribute of theirs, no pictures, and no link: a
 * link's address stands beside its text.
 */
export function markdownHtml(text: string): string {
  return childrenHtml(safeFragment(text));
}

function childrenHtml(parent: Node): string {
  return Array.from(parent.childNodes, nodeHtml).join('');
}

function nodeHtml(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return shownHtml(node.textContent ?? '');
  if (!(node instanceof Element)) return '';
  const tag = node.localName;
  const inner = () => childrenHtml(node);
  switch (tag) {
    case 'a':
      return linkHtml(node, inner());
    case 'pre':
      return `<pre class="code">${codeHtml((node.textContent ?? '').replace(/\n$/u, ''), languageOf(node))}</pre>`;
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const level = Math.min(6, Number(tag.slice(1)) + 2);
      return `<h${level}>${inner()}</h${level}>`;
    }
    case 'br':
    case 'hr':
      return `<${tag}>`;
    case 'ol':
      return `<ol start="${Number(node.getAttribute('start') ?? 1) || 1}">${inner()}</ol>`;
    case 'input':
      return node.hasAttribute('checked') ? '☑ ' : '☐ ';
    case 'td':
    case 'th': {
      const align = node.getAttribute('align') ?? '';
      return `<${tag}${ALIGNMENTS.has(align) ? ` class="${align}"` : ''}>${inner()}</${tag}>`;
    }
    default:
      return PLAIN.has(tag) ? `<${tag}>${inner()}</${tag}>` : inner();
  }
}

function linkHtml(link: Element, inner: string): string {
  const address = link.getAttribute('href') ?? '';
  if (address === '' || address.replace(/^mailto:/u, '') === link.textContent) return inner;
  return `${inner} <span class="address">(${shownHtml(address)})</span>`;
}

function languageOf(pre: Element): string | undefined {
  return /^language-([\w+#-]{1,20})$/u.exec(pre.firstElementChild?.getAttribute('class') ?? '')?.[1];
}
