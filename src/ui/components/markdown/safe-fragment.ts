import DOMPurify from 'dompurify';
import { micromark } from 'micromark';
import type { TrustedTypePolicyFactory, TrustedTypePolicyOptions } from 'trusted-types/lib';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const MAX_MARKDOWN = 200_000;

const TAGS = [
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'input',
  'li',
  'ol',
  'p',
  'pre',
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
];

/** The policy's one use: text that goes into an inert document, from which DOMPurify then copies what is allowed. */
const factory = (globalThis as { trustedTypes?: TrustedTypePolicyFactory }).trustedTypes;

const rules: TrustedTypePolicyOptions = {
  createHTML: (html) => html,
  createScriptURL: () => {
    throw new TypeError('Markdown has no scripts');
  },
};

const policy = factory?.createPolicy('sandbank-markdown', rules);

/**
 * Markdown (CommonMark and GFM) as a fragment that is not in any document. Raw HTML is text, pictures are links to their address,
 * and the only attributes left are a link's address, a list's start, a table's alignment, a task's state and a class, from which the
 * language of a code block is read. `runLinks`: links to a run of the app (`#/runs/…`) and to the models' settings keep
 * their address too.
 */
export function safeFragment(markdown: string, runLinks = false): DocumentFragment {
  const text = markdown.length > MAX_MARKDOWN ? `${markdown.slice(0, MAX_MARKDOWN)}\n\n…` : markdown;
  const html = micromark(text, {
    extensions: [gfm(), { disable: { null: ['labelStartImage', 'htmlFlow', 'htmlText'] } }],
    htmlExtensions: [gfmHtml()],
  });
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'start', 'align', 'type', 'checked', 'class'],
    ADD_URI_SAFE_ATTR: ['start', 'align', 'type', 'checked'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: runLinks ? /^(?:(?:https?|mailto):|#\/runs\/|#\/settings\?section=models$)/iu : /^(?:https?|mailto):/iu,
    RETURN_DOM_FRAGMENT: true,
    ...(policy === undefined ? {} : { TRUSTED_TYPES_POLICY: policy }),
  });
}
