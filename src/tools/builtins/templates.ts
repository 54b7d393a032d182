import type { BuiltinWorkflow } from '../../core/workflow.ts';
import budgetVariance from './budget-variance.py?raw';
import commitmentReport from './commitment-report.py?raw';
import idleAndWaste from './idle-and-waste.py?raw';
import idleResources from './idle-resources.py?raw';
import invoiceReconciliation from './invoice-reconciliation.py?raw';
import monthForecast from './month-forecast.py?raw';
import { accountNames, currency, month, schema, tag } from './param-schemas.ts';
import sharedCostSplit from './shared-cost-split.py?raw';
import unitCost from './unit-cost.py?raw';
import untaggedSpend from './untagged-spend.py?raw';

/** Starting points, one for each question that an analyst is asked again and again. All of them are Python over the table `cur`. */
export const templates: readonly BuiltinWorkflow[] = [
  {
    id: 'builtin_untagged_spend',
    name: 'Untagged Spend',
    language: 'python',
    description: 'The share of the cost that could carry a tag and does not, by month, service and account.',
    tags: ['template', 'tags'],
    code: untaggedSpend,
    params_schema: schema({ month, tag, currency, account_names: accountNames }),
  },
  {
    id: 'builtin_commitment_report',
    name: 'Commitment Report',
    language: 'python',
    description: 'Savings plans and reservations: utilization, coverage and effective savings rate.',
    tags: ['template', 'commitments'],
    code: commitmentReport,
    params_schema: schema({ month, currency }),
  },
  {
    id: 'builtin_month_forecast',
    name: 'Month Forecast',
    language: 'python',
    description: 'What the current month will cost: to date, run rate and fixed fees, with an interval.',
    tags: ['template', 'forecast'],
    code: monthForecast,
    params_schema: schema({
      window: {
        type: 'integer',
        title: 'Run rate',
        enum: [7, 28],
        default: 28,
        description: 'Complete days of which the daily mean is taken.',
      },
      confidence: {
        type: 'number',
        title: 'Interval, percent',
        minimum: 50,
        maximum: 99,
        default: 80,
        description: 'How likely the cost lies within it.',
      },
      cost: { type: 'string', title: 'Cost', enum: ['unblended', 'amortized'], default: 'unblended' },
      currency,
    }),
  },
  {
    id: 'builtin_budget_variance',
    name: 'Budget Variance',
    language: 'python',
    description: 'Actual cost against monthly budgets, where the month will end, and the day on which a budget runs out.',
    tags: ['template', 'budget'],
    code: budgetVariance,
    params_schema: schema({
      by: { type: 'string', title: 'By', enum: ['team', 'account', 'service', 'total'], default: 'team' },
      budgets: {
        type: 'object',
        title: 'Budgets',
        additionalProperties: { type: 'number' },
        description:
          'Amounts by name: {"checkout": 9000}; for the total {"All": 120000}. Where left out, the mean of three months.',
      },
      month: { ...month, description: 'YYYY-MM, at most four months back; the current one of the data where left out.' },
      tag,
      currency,
      account_names: accountNames,
    }),
  },
  {
    id: 'builtin_idle_and_waste',
    name: 'Idle and Waste',
    language: 'python',
    description: 'What is paid for and not used, as far as the report alone shows it: gateways, volumes, addresses, snapshots.',
    tags: ['template', 'waste'],
    code: idleAndWaste,
    params_schema: schema({
      days: { type: 'integer', title: 'Days', minimum: 1, default: 30, description: 'Complete days to look at.' },
      snapshot_days: {
        type: 'integer',
        title: 'Age of old snapshots',
        minimum: 1,
        default: 90,
        description: 'Days for which a snapshot has not changed.',
      },
      min_saving: {
        type: 'number',
        title: 'Least saving',
        minimum: 0,
        default: 1,
        description: 'In those days, in the billing currency.',
      },
      currency,
      account_names: accountNames,
    }),
  },
  {
    id: 'builtin_idle_resources',
    name: 'Idle Resources',
    language: 'python',
    description:
      'Instances that do nothing, stopped ones, loose volumes and addresses: EC2 and CloudWatch, joined with what they cost. Needs AWS.',
    tags: ['template', 'waste', 'aws'],
    code: idleResources,
    params_schema: schema({
      days: {
        type: 'integer',
        title: 'Days',
        minimum: 1,
        maximum: 60,
        default: 14,
        description: 'How many complete days to look at.',
      },
      cpu_percent: {
        type: 'number',
        title: 'CPU, percent',
        minimum: 0.1,
        maximum: 100,
        default: 5,
        description: 'An instance whose CPU stayed below it at every hour is idle.',
      },
    }),
  },
  {
    id: 'builtin_unit_cost',
    name: 'Unit Cost',
    language: 'python',
    description: 'Amortized cost divided by a business metric of yours, day by day.',
    tags: ['template', 'unit-cost'],
    code: unitCost,
    params_schema: schema({
      file: {
        type: 'string',
        title: 'Metric file',
        description: 'A CSV of the workspace with a date and a number in each line, such as data/orders.csv.',
      },
      metric: {
        type: 'object',
        title: 'Metric',
        additionalProperties: { type: 'number' },
        description: 'Or the units by day: {"2026-10-01": 41250}. Where neither is given, made-up orders show how it works.',
      },
      unit: { type: 'string', title: 'Unit', default: 'order', description: 'What is counted, in the singular.' },
      per: { type: 'number', title: 'Per', minimum: 1, default: 1000, description: 'How many units the cost is given for.' },
      days: { type: 'integer', title: 'Days', minimum: 2, default: 60, description: 'Complete days to look at.' },
      currency,
    }),
  },
  {
    id: 'builtin_shared_cost_split',
    name: 'Shared Cost Split',
    language: 'python',
    description: 'What each team or account costs after the shared costs are split among them, to the cent.',
    tags: ['template', 'allocation'],
    code: sharedCostSplit,
    params_schema: schema({
      month,
      by: { type: 'string', title: 'By', enum: ['team', 'account'], default: 'team' },
      method: { type: 'string', title: 'Method', enum: ['proportional', 'even', 'fixed'], default: 'proportional' },
      shares: {
        type: 'object',
        title: 'Fixed shares',
        additionalProperties: { type: 'number' },
        description: 'For the method "fixed": {"checkout": 60, "data": 40}.',
      },
      shared: {
        type: 'array',
        title: 'Shared owners',
        items: { type: 'string' },
        description: 'Owners whose cost is shared too: ["platform", "security"]. What has no owner always is.',
      },
      tag,
      currency,
      account_names: accountNames,
    }),
  },
  {
    id: 'builtin_invoice_reconciliation',
    name: 'Invoice Reconciliation',
    language: 'python',
    description: 'The report by invoice and line item type, compared with what was charged.',
    tags: ['template', 'invoices'],
    code: invoiceReconciliation,
    params_schema: schema({
      month,
      invoices: {
        type: 'object',
        title: 'Invoice totals',
        additionalProperties: { type: 'number' },
        description: 'What was charged, by invoice id: {"1905181372": 135844.82}.',
      },
    }),
  },
];
