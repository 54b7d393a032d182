import { curExpressions } from './cur-expressions.ts';
import { focusViewSql } from './focus-view-sql.ts';
import { SAMPLE_COLUMNS } from './sample-columns.ts';
import { selectList } from './select-list.ts';

const FROM = 'FROM sandbank_sample.lines l JOIN sandbank_sample.resources r ON r.id = l.resource';

function cur2Sql(common: Record<string, string>): string {
  const expressions = {
    ...common,
    billing_period: "strftime(l.starts, '%Y-%m')",
    cost_category: 'r.cost_category',
    discount: `map {'edp_discount': ${common['discount_total_discount']}}`,
    product: 'r.product',
    resource_tags: 'r.resource_tags',
    report_name: "'meridian-cur'",
    source_account_id: "'100020003000'",
  };
  return `CREATE OR REPLACE VIEW sample.cur AS SELECT ${selectList(SAMPLE_COLUMNS.cur, expressions, { blankTexts: true })} ${FROM}`;
}

function legacySql(common: Record<string, string>): string {
  const expressions = {
    ...common,
    year: "strftime(l.starts, '%Y')",
    month: 'CAST(month(l.starts) AS VARCHAR)',
    product_product_name: 'r.service_name',
    product_servicename: 'r.service_name',
    product_service_code: 'r.product_code',
    product_usage_type: 'r.usage_type',
    product_region: 'r.region',
    product_instance_type_family: "split_part(r.instance_type, '.', 1)",
    product_operating_system: "r.product['operating_system']",
    product_tenancy: "r.product['tenancy']",
    product_database_engine: "r.product['database_engine']",
    product_volume_api_name: "r.product['volume_api_name']",
    product_storage_class: "r.product['storage_class']",
    reservation_reservation_arn: common['reservation_reservation_a_r_n'] ?? 'NULL',
    savings_plan_savings_plan_arn: common['savings_plan_savings_plan_a_r_n'] ?? 'NULL',
    cost_category_organization: "r.cost_category['business_unit']",
    resource_tags_user_team: 'r.team',
    resource_tags_user_env: 'r.env',
    resource_tags_user_environment: 'r.env',
    resource_tags_user_cost_center: 'r.cost_center',
    resource_tags_user_name: "r.resource_tags['user_name']",
  };
  return `CREATE OR REPLACE VIEW sample.cur_legacy AS SELECT ${selectList(SAMPLE_COLUMNS.cur_legacy, expressions, { blankTexts: true })} ${FROM}`;
}

/** The three tables of the connection `sample`: three shapes of the same lines. */
export function viewsSql(today: string): readonly string[] {
  const common = curExpressions(today);
  return [cur2Sql(common), legacySql(common), focusViewSql(common)];
}
