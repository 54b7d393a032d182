import { expect, it } from 'vitest';
import { NOT_SET_UP } from '../../../broker/aws/not-set-up.ts';
import { lacksAws } from './lacks-aws.ts';

it.each([
  'Nobody is signed in to AWS. Sign in at the top of the page, then try again.',
  'An error occurred (NotSignedIn): Nobody is signed in to AWS any more. Sign in, then try again.',
  'You must specify a region.',
  'Region is missing',
  NOT_SET_UP,
])('knows by its words what a sign-in would mend: %s', (message) => {
  expect(lacksAws({ message })).toBe(true);
});

it.each(['There is no column "region".', 'You must specify a region. Or not', 'ec2:RunInstances is not among the calls'])(
  'leaves alone what it would not: %s',
  (message) => {
    expect(lacksAws({ message })).toBe(false);
  },
);
