/**
 * The name that Athena gives a column of a legacy CUR ("lineItem/UnblendedCost" is line_item_unblended_cost), as AWS documents it
 * under "Running the table's create statement" of the Cost and Usage Reports guide: an underscore before each capital, lower
 * case, an underscore for whatever is no letter or digit, none twice, none at either end.
 */
export function athenaName(header: string): string {
  return header
    .replace(/[A-Z]/gu, '_$&')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/_{2,}/gu, '_')
    .replace(/^_|_$/gu, '');
}

const GROUPED = /^(?:identity|bill|lineItem|pricing|reservation|savingsPlan)\//u;

/** Headers that only AWS writes: "group/Name". */
export function isLegacyCurHeader(headers: readonly string[]): boolean {
  return (
    headers.includes('lineItem/UnblendedCost') ||
    headers.includes('lineItem/LineItemType') ||
    headers.filter((header) => GROUPED.test(header)).length >= 10
  );
}

/**
 * Names that SQL can tell apart: none is empty, and of two that differ only by case the later gets a number ("cost", "Cost_2").
 * Says in words what it had to change.
 */
export function uniqueNames(headers: readonly string[]): { names: string[]; notes: string[] } {
  const taken = new Set<string>();
  const notes: string[] = [];
  const names = headers.map((header, at) => {
    const wanted = header.replace(/\s+/gu, ' ').trim() || `column_${at + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
    taken.add(name.toLowerCase());
    if (header.trim() === '') notes.push(`Column ${at + 1} has no name and is called ${name}`);
    else if (name !== wanted) notes.push(`There is more than one column ${wanted}; the one at place ${at + 1} is called ${name}`);
    return name;
  });
  return { names, notes };
}
