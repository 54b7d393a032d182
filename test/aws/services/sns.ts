import { randomUUID } from 'node:crypto';
import type { PublishInput } from '@aws-sdk/client-sns';
import { AwsFault } from '../http/aws-fault.ts';
import { TOPIC_ARN } from '../world/account.ts';
import type { Operations } from '../world/world.ts';

/** What is published is in the log, and goes nowhere. */
export const sns: Operations = {
  Publish: ({ TopicArn, Message }: PublishInput) => {
    if (TopicArn !== TOPIC_ARN) throw new AwsFault('NotFound', 'Topic does not exist', 404);
    if (Message === undefined || Message === '') throw new AwsFault('InvalidParameter', 'Invalid parameter: Empty message');
    return { MessageId: randomUUID() };
  },
};
