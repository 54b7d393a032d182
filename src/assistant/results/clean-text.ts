// Characters that a person doesn't see and a model reads: Unicode tags and variation selectors (which can carry whole sentences), zero
// width and direction marks, fillers, controls other than line ends and tabs, halves of surrogate pairs.
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\p{Cs}]/gu;

/** `text` as a person sees it: what is invisible is taken out before a model reads it. */
export function cleanText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(UNSEEN, '');
}
