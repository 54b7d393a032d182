import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
import type { ServiceModule } from './service-module.ts';

export const sns: ServiceModule<'sns'> = {
  Client: SNSClient,
  commands: {
    Publish: PublishCommand,
  },
};
