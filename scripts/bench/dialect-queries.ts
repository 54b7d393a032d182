/** What analysts ask of a CUR, from one line to a view. Source of the definitions: FinOps practice; all over the columns of CUR 2.0. */
export const DIALECT_QUERIES: readonly string[] = [
  'SELECT line_item_product_code, sum(line_item_unblended_cost) FROM cur GROUP BY 1 ORDER BY 2 DESC LIMIT 10',
  "SELECT date_trunc('month', line_item_usage_start_date) AS month, sum(line_item_unblended_cost) AS cost FROM cur WHERE line_item_usage_start_date >= date_add('month', -6, current_date) GROUP BY 1 ORDER BY 1",
  "SELECT element_at(resource_tags, 'user_team') AS team, round(sum(line_item_unblended_cost), 2) AS cost FROM cur WHERE line_item_line_item_type NOT IN ('Tax', 'Credit') GROUP BY 1",
  `SELECT day, cost, avg(cost) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week, cost - lag(cost, 7) OVER (ORDER BY day) AS change
   FROM (SELECT CAST(line_item_usage_start_date AS date) AS day, sum(line_item_unblended_cost) AS cost FROM cur GROUP BY 1) ORDER BY day`,
  `SELECT split_part(line_item_resource_id, '/', 2) AS id, regexp_extract(line_item_usage_type, '([a-z]+\\d+[a-z]*\\.\\w+)', 1) AS instance, sum(line_item_usage_amount) AS hours
   FROM cur WHERE line_item_product_code = 'AmazonEC2' AND regexp_like(line_item_usage_type, 'BoxUsage') GROUP BY 1, 2 HAVING sum(line_item_usage_amount) > 100 ORDER BY hours DESC LIMIT 50`,
  `WITH months AS (
     SELECT date_format(line_item_usage_start_date, '%Y-%m') AS month, line_item_usage_account_id AS account, sum(line_item_unblended_cost) AS cost
     FROM cur GROUP BY 1, 2),
   moved AS (SELECT month, account, cost, cost - lag(cost) OVER (PARTITION BY account ORDER BY month) AS change FROM months)
   SELECT account, max_by(month, abs(change)) AS month, max(abs(change)) AS most FROM moved WHERE change IS NOT NULL GROUP BY account ORDER BY most DESC`,
  `SELECT k, v, sum(line_item_unblended_cost) AS cost FROM cur CROSS JOIN UNNEST(resource_tags) AS t(k, v) GROUP BY GROUPING SETS ((k, v), (k), ()) ORDER BY 1, 2`,
  `SELECT bill_invoice_id, line_item_line_item_type, CAST(sum(line_item_unblended_cost) AS decimal(18,2)) AS cost FROM cur
   WHERE bill_billing_period_start_date = (SELECT max(bill_billing_period_start_date) FROM cur) GROUP BY ROLLUP (bill_invoice_id, line_item_line_item_type)`,
  `SELECT date_trunc('day', line_item_usage_start_date) AS usage_date, bill_payer_account_id AS payer, line_item_usage_account_id AS account, line_item_line_item_type AS charge_type,
     CASE WHEN savings_plan_savings_plan_a_r_n <> '' THEN 'SavingsPlan' WHEN reservation_reservation_a_r_n <> '' THEN 'Reserved'
          WHEN line_item_usage_type LIKE '%Spot%' THEN 'Spot' ELSE 'OnDemand' END AS purchase_option,
     product['region'] AS region, coalesce(nullif(product['instance_type_family'], ''), 'none') AS family, approx_distinct(line_item_resource_id) AS resources,
     sum(CASE WHEN line_item_line_item_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') THEN line_item_usage_amount ELSE 0 END) AS usage_amount,
     sum(line_item_unblended_cost) AS unblended_cost,
     sum(CASE WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
              WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
              WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
              WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
              WHEN line_item_line_item_type = 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
              WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
              ELSE line_item_unblended_cost END) AS amortized_cost,
     sum(CASE WHEN line_item_line_item_type <> 'SavingsPlanNegation' THEN pricing_public_on_demand_cost ELSE 0 END) AS public_cost
   FROM cur WHERE bill_billing_period_start_date >= date_trunc('month', current_timestamp) - INTERVAL '7' MONTH
     AND coalesce(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2') GROUP BY 1, 2, 3, 4, 5, 6, 7`,
];
