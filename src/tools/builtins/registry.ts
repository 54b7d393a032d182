import type { BuiltinWorkflow } from '../../core/workflow.ts';
import anomalyDetector from './cost-anomaly-detector.py?raw';
import exportToCsv from './export-to-csv.js?raw';
import monthlyReport from './monthly-cost-report.js?raw';

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
    params_schema: {
      type: 'object',
      properties: {
        month: {
          type: 'string',
          pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
          description: 'The month, YYYY-MM; the last full one where left out.',
        },
        top: { type: 'integer', minimum: 1, default: 10, description: 'How many services, accounts and teams to name.' },
        currency: { type: 'string', pattern: '^[A-Z]{3}$', default: 'USD', description: 'Only lines in this currency.' },
      },
    },
  },
  {
    id: 'builtin_cost_anomaly_detector',
    name: 'Cost Anomaly Detector',
    language: 'python',
    description: 'Days on which a service cost much more than that weekday usually does; new and vanished services apart.',
    tags: ['anomaly', 'daily'],
    code: anomalyDetector,
    params_schema: {
      type: 'object',
      properties: {
        days: { type: 'integer', minimum: 1, default: 60, description: 'How many days to look at.' },
        weeks: { type: 'integer', minimum: 4, default: 8, description: 'How many weeks make a baseline.' },
        z: { type: 'number', default: 6, description: 'Robust z-score from which a day stands out.' },
        min_dollars: { type: 'number', default: 100, description: 'Least difference to the baseline, a day.' },
        min_percent: { type: 'number', default: 40, description: 'Least difference to the baseline, percent.' },
      },
    },
  },
  {
    id: 'builtin_export_to_csv',
    name: 'Export to CSV',
    language: 'javascript',
    description: 'Costs of a range of days, grouped as you like, in one CSV file whose total is tied out.',
    tags: ['export', 'csv'],
    code: exportToCsv,
    params_schema: {
      type: 'object',
      properties: {
        from: { type: 'string', format: 'date', description: 'First day, UTC; of the last full month where left out.' },
        to: { type: 'string', format: 'date', description: 'Last day, UTC.' },
        granularity: { type: 'string', enum: ['day', 'month', 'total'], default: 'day' },
        group_by: {
          type: 'array',
          items: {
            type: 'string',
            enum: ['service', 'account', 'region', 'usage_type', 'line_type', 'team', 'env', 'cost_center'],
          },
          default: ['service'],
        },
        cost: { type: 'string', enum: ['unblended', 'amortized'], default: 'unblended' },
      },
    },
  },
];
