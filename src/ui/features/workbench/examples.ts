import type { LanguageId } from '../../../core/run.ts';

/** Code that works on the sample data at one click, and shows what each language is for. */
export const examples: Record<LanguageId, { title: string; code: string }> = {
  sql: {
    title: 'Cost by service',
    code: `-- What each service cost this month and last, from the billing data of the selected connection.
SELECT
  line_item_product_code AS service,
  ROUND(SUM(CASE WHEN line_item_usage_start_date >= date_trunc('month', current_date)
    THEN line_item_unblended_cost ELSE 0 END), 2) AS this_month,
  ROUND(SUM(CASE WHEN line_item_usage_start_date < date_trunc('month', current_date)
    THEN line_item_unblended_cost ELSE 0 END), 2) AS last_month
FROM cur
WHERE line_item_usage_start_date >= date_trunc('month', current_date) - INTERVAL '1' MONTH
GROUP BY line_item_product_code
ORDER BY last_month DESC
`,
  },
  python: {
    title: 'Untagged spend',
    code: `# How much of each account's cost carries no "team" tag.
rows = await query("""
    SELECT line_item_usage_account_name AS account,
           SUM(line_item_unblended_cost) AS cost,
           SUM(CASE WHEN element_at(resource_tags, 'user_team') IS NULL
               THEN line_item_unblended_cost ELSE 0 END) AS untagged
    FROM cur
    WHERE line_item_line_item_type = 'Usage'
    GROUP BY line_item_usage_account_name
    ORDER BY cost DESC
""")

for row in rows:
    row["share"] = f"{100 * row['untagged'] / row['cost']:.1f} %" if row["cost"] else ""
    print(f"{row['account']:<24} {row['untagged']:>14,.2f} of {row['cost']:>14,.2f}")

table(rows, title="Untagged spend by account")
result = float(sum(row["untagged"] for row in rows))
`,
  },
  javascript: {
    title: 'Daily cost chart',
    code: `// The cost of each of the last 30 days, as a chart and as a file.
const rows = await query(\`
  SELECT CAST(line_item_usage_start_date AS DATE) AS day,
         SUM(line_item_unblended_cost) AS cost
  FROM cur
  WHERE line_item_usage_start_date >= current_date - INTERVAL '30' DAY
  GROUP BY CAST(line_item_usage_start_date AS DATE)
  ORDER BY 1
\`);

chart({
  title: 'Unblended cost by day',
  data: { values: rows.map(({ day, cost }) => ({ day, cost: Number(cost) })) },
  mark: 'bar',
  encoding: {
    x: { field: 'day', type: 'temporal', title: null },
    y: { field: 'cost', type: 'quantitative', title: 'USD', axis: { format: '$,.0f' } },
    tooltip: [{ field: 'day', type: 'temporal' }, { field: 'cost', type: 'quantitative', format: '$,.2f' }],
  },
});

fs.writeFileSync('data/daily-cost.csv', ['day,cost', ...rows.map(({ day, cost }) => \`\${day},\${cost}\`)].join('\\n'));
console.log(\`\${rows.length} days written to data/daily-cost.csv\`);
`,
  },
};

/** The language in which a new draft begins. */
export const FIRST_LANGUAGE: LanguageId = 'sql';

/** Whether the code is an example as it came, so that it may give way to another without being asked for. */
export function isExample(code: string): boolean {
  return code === '' || Object.values(examples).some((example) => example.code === code);
}
