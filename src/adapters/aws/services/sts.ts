import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { ServiceModule } from './service-module.ts';

export const sts: ServiceModule<'sts'> = {
  Client: STSClient,
  commands: {
    GetCallerIdentity: GetCallerIdentityCommand,
  },
};
