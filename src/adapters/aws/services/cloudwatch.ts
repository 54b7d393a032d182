import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import type { ServiceModule } from './service-module.ts';

export const cloudwatch: ServiceModule<'cloudwatch'> = {
  Client: CloudWatchClient,
  commands: {
    GetMetricData: GetMetricDataCommand,
    GetMetricStatistics: GetMetricStatisticsCommand,
    ListMetrics: ListMetricsCommand,
  },
};
