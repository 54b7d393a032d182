import { expect, it } from 'vitest';
import { linkPayload } from './link-payload.ts';

it.each([
  ['https://sandbank.example/app/#/open/s1.abc_-', 's1.abc_-'],
  ['  https://elsewhere.example/deep/?x=1#/open/s1.abc \n', 's1.abc'],
  ['See https://sandbank.example/#/open/s1.abc\r\n  def', 's1.abcdef'],
  ['#open/s1.abc', 's1.abc'],
  ['https://safe.example/?url=https%3A%2F%2Fsandbank.example%2F%23%2Fopen%2Fs1.abc', 's1.abc'],
])('%j holds %s', (text, payload) => {
  expect(linkPayload(text)).toBe(payload);
});

it.each(['', 'https://sandbank.example/#/workflows', 'https://sandbank.example/#/open/', 'javascript:alert(1)', '%'])(
  '%j is no link',
  (text) => {
    expect(linkPayload(text)).toBeUndefined();
  },
);
