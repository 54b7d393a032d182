import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../core/settings.ts';
import { switchTexts, readSwitches } from './switch-texts.ts';

describe('the written switches', () => {
  const { chat } = defaultSettings;
  const texts = switchTexts(chat);
  it('give back what they show, and leave out what is empty', () => {
    expect(readSwitches(chat, texts)).toEqual({ ok: true, switches: chat });
    const set = { ...chat, temperature: 0.5, max_output_tokens: 100 };
    expect(readSwitches(set, switchTexts(set))).toEqual({ ok: true, switches: set });
    expect(readSwitches(set, texts)).toEqual({ ok: true, switches: chat });
  });
  it.each([
    ['temperature', '2.1'],
    ['temperature', 'warm'],
    ['max_output_tokens', '15'],
    ['max_output_tokens', '20.5'],
    ['step_limit', ''],
    ['step_limit', '101'],
  ] as const)('refuse a %s of "%s" and name the range', (key, text) => {
    const read = readSwitches(chat, { ...texts, [key]: text });
    expect(!read.ok && Object.keys(read.problems)).toEqual([key]);
  });
});
