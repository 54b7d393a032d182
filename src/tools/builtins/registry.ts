import type { BuiltinWorkflow } from '../../core/workflow.ts';
import anomalyDetector from './cost-anomaly-detector.py?raw';
import exportToCsv from './export-to-csv.js?raw';
import monthlyReport from './monthly-cost-report.js?raw';
import { accountNames, currency, month, schema, tag } from './param-schemas.ts';
import { templates } from './templates.ts';

/** The workflows that come with the app. Their code is shown, run and copied like anybody's; it can't be changed in place. */
export const builtinWorkflows: readonly BuiltinWorkflow[] = [
  {
    id: 'builtin_monthly_cost_report',
    name: 'Monthly Cost Report',
    language: 'javascript',
    description:
      'What a month cost by service, account and team, unblended and amortized, and what changed since the month before.',
    tags: ['report', 'monthly'],
    code: monthlyReport,
    params_schema: schema({
      month,
      top: {
        type: 'integer',
        title: 'Top',
        minimum: 1,
        default: 10,
        description: 'How many services, accounts and teams to name.',
      },
      tag,
      currency,
      account_names: accountNames,
    }),
  },
  {
    id: 'builtin_cost_anomaly_detector',
    name: 'Cost Anomaly Detector',
    language: 'python',
    description: 'Days on which a service cost much more than that weekday usually does; new and vanished services apart.',
    tags: ['anomaly', 'daily'],
    code: anomalyDetector,
    params_schema: schema({
      days: {
        type: 'integer',
        title: 'Days',
        minimum: 1,
        default: 60,
        description: 'How many complete days to look at, up to the newest.',
      },
      weeks: { type: 'integer', title: 'Weeks', minimum: 4, default: 8, description: 'How many weeks make a baseline.' },
      z: { type: 'number', title: 'Robust z-score', minimum: 0, default: 6, description: 'From which a day stands out.' },
      min_dollars: {
        type: 'number',
        title: 'Least difference a day',
        minimum: 0,
        default: 100,
        description: 'To the baseline, in the billing currency.',
      },
      min_percent: {
        type: 'number',
        title: 'Least difference, percent',
        minimum: 0,
        default: 40,
        description: 'Of the baseline.',
      },
      currency,
      account_names: accountNames,
    }),
  },
  {
    id: 'builtin_export_to_csv',
    name: 'Export to CSV',
    language: 'javascript',
    description: 'Costs of a range of days, grouped as you like, in one CSV file whose total is tied out.',
    tags: ['export', 'csv'],
    code: exportToCsv,
    params_schema: schema({
      from: {
        type: 'string',
        format: 'date',
        title: 'From',
        description: 'First day, UTC; of the last full month where left out.',
      },
      to: { type: 'string', format: 'date', title: 'To', description: 'Last day, UTC; the end of that month where left out.' },
      granularity: { type: 'string', title: 'Granularity', enum: ['day', 'month', 'total'], default: 'day' },
      group_by: {
        type: 'array',
        title: 'Group by',
        items: {
          type: 'string',
          enum: [
            'service',
            'service_name',
            'account',
            'account_name',
            'region',
            'usage_type',
            'line_type',
            'team',
            'env',
            'cost_center',
          ],
        },
        default: ['service'],
      },
      cost: { type: 'string', title: 'Cost', enum: ['unblended', 'amortized'], default: 'unblended' },
      account_names: accountNames,
    }),
  },
  ...templates,
];
