import { describe, expect, it } from 'vitest';
import { OutputBlocks } from './output-blocks.ts';

function printed(...pieces: ['stdout' | 'stderr', string][]): OutputBlocks {
  const blocks = new OutputBlocks();
  for (const [stream, text] of pieces) blocks.push(stream, text);
  return blocks;
}

describe('OutputBlocks', () => {
  it('keeps the order of the two streams', () => {
    const blocks = printed(['stdout', 'a\n'], ['stderr', 'b\n'], ['stdout', 'c\n'], ['stdout', 'd\n']);
    expect(blocks.blocks).toEqual([
      { stream: 'stdout', text: 'a\n' },
      { stream: 'stderr', text: 'b\n' },
      { stream: 'stdout', text: 'c\nd\n' },
    ]);
    expect(blocks.text('stderr')).toBe('b\n');
  });
  it('loses nothing of a megabyte, in blocks that stay small', () => {
    const line = `${'x'.repeat(79)}\n`;
    const blocks = new OutputBlocks();
    for (let part = 0; part < 128; part += 1) blocks.push('stdout', line.repeat(100));
    expect(blocks.text()).toBe(line.repeat(12_800));
    expect(Math.max(...blocks.blocks.map((block) => block.text.length))).toBeLessThanOrEqual(16 * 1024);
  });
  it('splits one endless line without cutting a character in two', () => {
    const text = '💰'.repeat(20_001);
    const blocks = printed(['stdout', `a${text}`]);
    expect(blocks.text()).toBe(`a${text}`);
    expect(blocks.blocks.every((block) => block.text.isWellFormed())).toBe(true);
  });
  it('lets a carriage return begin the line anew, across pieces too', () => {
    expect(printed(['stdout', 'head\n10%\r'], ['stdout', '20%\r30%']).text()).toBe('head\n30%');
    expect(printed(['stdout', 'a\r\nb\r'], ['stdout', '\nc']).text()).toBe('a\nb\nc');
  });
  it('obeys no terminal sequence and shows what hides', () => {
    expect(printed(['stdout', '\u001b[31mred\u001b[0m \u001b]0;title\u0007x']).text()).toBe('red x');
    expect(printed(['stdout', 'a\u202eb\u0000c\u{e0041}']).text()).toBe('a‹U+202E›b‹U+0000›c‹U+E0041›');
  });
});
