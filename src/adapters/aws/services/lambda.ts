import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import type { ServiceModule } from './service-module.ts';

export const lambda: ServiceModule<'lambda'> = {
  Client: LambdaClient,
  commands: {
    Invoke: InvokeCommand,
  },
};
