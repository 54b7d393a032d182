import { type CallFault, controlSchema, type Control, type ControlInput, type QueryFault } from './control.ts';

/** What is set for now, and how often the rules of it have still to come. */
export class FaultRules {
  control: Control = controlSchema.parse({});

  /** Everything that is not named goes back to what is usual. Throws where a key is unknown. */
  set(input: ControlInput): void {
    this.control = controlSchema.parse(input);
  }

  /** Changes what is named and nothing else. */
  change(input: ControlInput): void {
    this.set({ ...this.control, ...input });
  }

  /** The rules that come to this call; each is counted. */
  forCall(service: string, operation: string): CallFault[] {
    const fits = (fault: CallFault) =>
      (fault.service === undefined || fault.service === service) &&
      (fault.operation === undefined || fault.operation === operation);
    return taken(this.control.faults, fits);
  }

  forQuery(sql: string): QueryFault[] {
    return taken(this.control.queries, (fault) => sql.toLowerCase().includes((fault.sql ?? '').toLowerCase()));
  }
}

function taken<Rule extends { times?: number }>(rules: Rule[], fits: (rule: Rule) => boolean): Rule[] {
  const found = rules.filter((rule) => rule.times !== 0 && fits(rule));
  for (const rule of found) if (rule.times !== undefined) rule.times--;
  return found;
}
