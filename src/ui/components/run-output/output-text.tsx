import { useEffect, useRef } from 'react';
import type { OutputBlocks } from './output-blocks.ts';

/** Characters drawn in one frame at most, so that a megabyte that comes at once holds nothing up. */
const CHARACTERS_A_FRAME = 32 * 1024;
/** Of a line, in pixels; the height of blocks out of sight is reckoned with it. */
const LINE_HEIGHT = 19;

type OutputTextProps = {
  blocks: OutputBlocks;
  /** While true, new text is looked for in every frame. */
  live: boolean;
};

/** Printed text. It is drawn beside React: a block that is complete is never touched again, and text only ever becomes text nodes. */
export function OutputText({ blocks, live }: OutputTextProps) {
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
      const more = drawSome(container, blocks, drawn);
      if (live || more) frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [blocks, live]);

  return <div ref={box} className="sb-output-text" translate="no" />;
}

/** Answers whether there is more to draw. */
function drawSome(container: HTMLElement, { blocks }: OutputBlocks, drawn: { current: number }): boolean {
  let budget = CHARACTERS_A_FRAME;
  let index = Math.max(0, drawn.current - 1);
  for (; index < blocks.length && budget > 0; index += 1) {
    const block = blocks[index];
    if (block === undefined) break;
    const element = container.children[index] ?? container.appendChild(blockElement(block.stream, blocks[index - 1]?.stream));
    const text = element.firstChild;
    if (!(text instanceof Text) || text.data === block.text) continue;
    text.data = block.text;
    budget -= block.text.length;
    if (element instanceof HTMLElement) element.style.containIntrinsicBlockSize = `auto ${linesIn(block.text) * LINE_HEIGHT}px`;
  }
  drawn.current = index;
  return index < blocks.length;
}

function linesIn(text: string): number {
  let lines = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function blockElement(stream: string, before: string | undefined): HTMLElement {
  const element = document.createElement('div');
  element.className = 'sb-output-block';
  element.dataset['stream'] = stream;
  if (stream === 'stderr' && before !== 'stderr') element.dataset['first'] = '';
  element.append(document.createTextNode(''));
  return element;
}
