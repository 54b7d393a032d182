import { type BillingColumn, billingColumns } from '../../../core/billing/billing-column.ts';
import { CUR2_COLUMNS } from '../../../core/billing/cur2-columns.ts';
import { FOCUS_COLUMNS } from '../../../core/billing/focus-columns.ts';
import { LEGACY_CUR_COLUMNS } from '../../../core/billing/legacy-cur-columns.ts';

/** What the sample company, and reports that the public queries were written for, name themselves. */
const OWN_COLUMNS = billingColumns(`
  cost_category_charge_type cost_category_cost_center cost_category_cost_env cost_category_name cost_category_o_us
  cost_category_organization cost_category_qe_source pricing_offering_classpricing_purchase_option
  resource_tags_aws_created_by resource_tags_user_app resource_tags_user_cost_center resource_tags_user_env
  resource_tags_user_environment resource_tags_user_name resource_tags_user_openshift_cluster
  resource_tags_user_openshift_node resource_tags_user_openshift_project resource_tags_user_storageclass
  resource_tags_user_team resource_tags_user_version
`);

const byName = (columns: readonly BillingColumn[]) => columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The columns of the sample's tables, in their order. */
export const SAMPLE_COLUMNS = {
  cur: CUR2_COLUMNS,
  cur_legacy: byName([...LEGACY_CUR_COLUMNS, ...OWN_COLUMNS]),
  focus: byName(Object.values(FOCUS_COLUMNS).flat()),
} as const;
