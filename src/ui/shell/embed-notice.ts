import type { EmbedCapability } from '../../core/embedding.ts';
import { embedCapabilityNames } from '../components/embed-capability-names.ts';
import { notices } from '../components/notices/notice-store.ts';

const NOTICE = 'embed';

/** Says in the frame that the page around it asks for something. Its button opens the window in which that is decided, and decides nothing. */
export function showEmbedNotice(
  asked: { origin: string; wanted: readonly EmbedCapability[]; isBlocked: boolean } | undefined,
  onReview: () => void,
): void {
  if (asked === undefined) return notices.dismiss(NOTICE);
  const wanted = asked.wanted.map((each) => `“${embedCapabilityNames[each].label}”`).join(', ');
  notices.put({
    id: NOTICE,
    type: asked.isBlocked ? 'warning' : 'info',
    header: `${asked.origin} asks for more`,
    text: asked.isBlocked
      ? `The browser did not open the window to decide in. Allow windows (pop-ups) of ${location.origin}, then review again.`
      : `It wants: ${wanted}. You decide in a window of its own.`,
    action: { label: 'Review', run: onReview },
    page: 'every',
  });
}
