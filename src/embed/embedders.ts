import type { RefusalReason } from '../protocol/embed.ts';

/** How the page stands in the frames of others, as far as the browser tells it. */
export type FramePlace = {
  /** Origins of the windows above, the nearest first; undefined where the browser does not tell them. */
  ancestors: readonly string[] | undefined;
  /** Whether the window right above is the topmost. */
  isChildOfTop: boolean;
  /** Whether the frame took the page's own origin from it (a `sandbox` without `allow-same-origin`). */
  isOpaque: boolean;
};

/**
 * "allowed": every window above is of an allowed origin. "by its message": the browser does not tell; the window right above is the only
 * one, and a message of it tells its origin.
 */
export type Embedding =
  | { is: 'allowed'; parent: string }
  | { is: 'by its message' }
  | { is: 'refused'; reason: RefusalReason; why: string };

export function framePlace(): FramePlace {
  const { ancestorOrigins } = location as { ancestorOrigins?: DOMStringList };
  return {
    ancestors: ancestorOrigins === undefined ? undefined : [...ancestorOrigins],
    isChildOfTop: window.parent === window.top,
    isOpaque: self.origin === 'null',
  };
}

/**
 * Whether the pages around this one may embed it. A foreign window anywhere above could cover what the person sees, so all must be allowed,
 * and a chain that the browser does not tell is refused.
 */
export function judgeEmbedders({ ancestors, isChildOfTop, isOpaque }: FramePlace, allowed: readonly string[]): Embedding {
  if (isOpaque)
    return refused(
      'ancestor_not_allowed',
      'The frame is sandboxed without "allow-same-origin", so Sandbank has neither an origin nor storage in it. The embedding page must add it.',
    );
  if (ancestors === undefined) {
    if (isChildOfTop) return { is: 'by its message' };
    return refused(
      'ancestor_not_allowed',
      'This browser does not tell which pages are around the frame, and there is more than one.',
    );
  }
  const [parent] = ancestors;
  if (parent === undefined || !allowed.includes(parent)) return refused('origin_not_allowed', notAllowed(parent ?? 'null'));
  const foreign = ancestors.find((each) => !allowed.includes(each));
  if (foreign !== undefined) return refused('ancestor_not_allowed', notAllowed(foreign));
  return { is: 'allowed', parent };
}

/** What the person and the embedding page read; the fix is the host's. */
export function notAllowed(origin: string): string {
  const who = origin === 'null' ? 'A page without an origin (a sandboxed frame, a file)' : origin;
  return `${who} may not embed Sandbank: whoever hosts Sandbank names it in embed_origins of sandbank.config.json.`;
}

function refused(reason: RefusalReason, why: string): Embedding {
  return { is: 'refused', reason, why };
}
