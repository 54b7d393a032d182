import { useEffect, useRef, type RefObject } from 'react';
import type { OutputBlocks } from './output-blocks.ts';

/** Characters drawn in one frame at most, so that a megabyte that comes at once holds nothing up. */
const CHARACTERS_A_FRAME = 96 * 1024;

type OutputTextProps = {
  blocks: OutputBlocks;
  /** While true, new text is looked for in every frame. */
  live: boolean;
  /** What scrolls; it follows the text's end for as long as the person has not scrolled up. */
  scroller: RefObject<HTMLElement | null>;
};

/** Printed text. It is drawn beside React: a block that is complete is never touched again, and text only ever becomes text nodes. */
export function OutputText({ blocks, live, scroller }: OutputTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef(0);

  useEffect(() => {
    const container = box.current;
    if (container === null) return;
    container.replaceChildren();
    drawn.current = 0;
  }, [blocks]);

  useEffect(() => {
    const container = box.current;
    if (container === null) return;
    let frame = 0;
    const draw = () => {
      const more = drawSome(container, blocks, drawn, scroller.current);
      if (live || more) frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [blocks, live, scroller]);

  return <div ref={box} className="sb-output-text" translate="no" />;
}

/** Answers whether there is more to draw. */
function drawSome(
  container: HTMLElement,
  { blocks }: OutputBlocks,
  drawn: { current: number },
  scroller: HTMLElement | null,
): boolean {
  const last = container.childElementCount - 1;
  const lastText = last < 0 ? undefined : container.children[last]?.firstChild;
  const behind =
    blocks.length > drawn.current || (lastText instanceof Text && lastText.data.length !== blocks[last]?.text.length);
  if (!behind) return false;
  const atEnd = scroller !== null && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
  let budget = CHARACTERS_A_FRAME;
  let index = Math.max(0, drawn.current - 1);
  for (; index < blocks.length && budget > 0; index += 1) {
    const block = blocks[index];
    if (block === undefined) break;
    const element = container.children[index] ?? container.appendChild(blockElement(block.stream, blocks[index - 1]?.stream));
    const text = element.firstChild;
    if (text instanceof Text && text.data !== block.text) text.data = block.text;
    budget -= block.text.length;
  }
  drawn.current = index;
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  return index < blocks.length;
}

function blockElement(stream: string, before: string | undefined): HTMLElement {
  const element = document.createElement('div');
  element.className = 'sb-output-block';
  element.dataset['stream'] = stream;
  if (stream === 'stderr' && before !== 'stderr') element.dataset['first'] = '';
  element.append(document.createTextNode(''));
  return element;
}
