import { PricingClient, DescribeServicesCommand, GetAttributeValuesCommand, GetProductsCommand } from '@aws-sdk/client-pricing';
import type { ServiceModule } from './service-module.ts';

export const pricing: ServiceModule<'pricing'> = {
  Client: PricingClient,
  commands: {
    DescribeServices: DescribeServicesCommand,
    GetAttributeValues: GetAttributeValuesCommand,
    GetProducts: GetProductsCommand,
  },
};
