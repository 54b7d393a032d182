import type { AwsService } from '../../../core/aws/aws-service.ts';
import type { ServiceModule } from './service-module.ts';

/** A service as it is called: with operations that were looked up in `awsOperations`. */
export type LoadedService = {
  Client: ServiceModule<AwsService>['Client'];
  commands: Record<string, new (input: never) => object>;
};

/** One import for each, so that a service's code is fetched when it is first called. */
const imports: { readonly [S in AwsService]: () => Promise<ServiceModule<S>> } = {
  athena: async () => (await import('./athena.ts')).athena,
  glue: async () => (await import('./glue.ts')).glue,
  s3: async () => (await import('./s3.ts')).s3,
  ce: async () => (await import('./ce.ts')).ce,
  cloudwatch: async () => (await import('./cloudwatch.ts')).cloudwatch,
  ec2: async () => (await import('./ec2.ts')).ec2,
  organizations: async () => (await import('./organizations.ts')).organizations,
  pricing: async () => (await import('./pricing.ts')).pricing,
  sts: async () => (await import('./sts.ts')).sts,
  lambda: async () => (await import('./lambda.ts')).lambda,
  sns: async () => (await import('./sns.ts')).sns,
};

export async function loadService(service: AwsService): Promise<LoadedService> {
  return await imports[service]();
}
