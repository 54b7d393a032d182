import { scanCost } from '../../../core/aws/scan-cost.ts';
import { useAppServices } from '../../app-services.ts';

/** What Athena bills for so many bytes at the site's price of a terabyte: "$0.2275". */
export function ScanPrice({ bytes }: { bytes: number }) {
  const { aws } = useAppServices();
  return `$${scanCost(bytes, aws.policy().usd_per_tb)}`;
}
