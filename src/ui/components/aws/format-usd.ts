/** An estimate in US dollars for a person, out of a decimal text: "about $1.25", "less than $0.01". */
export function formatUsd(usd: string): string {
  const [whole = '0', cents = ''] = usd.split('.');
  if (/^0+$/u.test(whole) && /^0{0,2}$/u.test(cents.slice(0, 2))) {
    return /[1-9]/u.test(cents) ? 'less than $0.01' : '$0.00';
  }
  return `about $${whole}.${cents.padEnd(2, '0').slice(0, 2)}`;
}
