const QUOTE = '"';

/** A field that is longer than `max` characters, by its 0-based places. */
export class FieldTooLong extends Error {
  override readonly name = 'FieldTooLong';
  readonly record: number;
  readonly field: number;

  constructor(record: number, field: number) {
    super(`The field ${field} of the record ${record} is too long`);
    this.record = record;
    this.field = field;
  }
}

/**
 * Reads CSV as Athena writes results, piece by piece: every value stands in quotes, an empty field without them is NULL, and `""` is the
 * empty text. An empty line is a record of one NULL.
 */
export class CsvRecords {
  readonly #maxField: number;
  #state: 'begin' | 'plain' | 'quoted' | 'quote' = 'begin';
  #field = '';
  #record: (string | null)[] = [];
  #count = 0;
  /** A line was begun, even where nothing stands in it yet. */
  #begun = false;

  constructor(maxField: number) {
    this.#maxField = maxField;
  }

  /** The records that end in this piece. Throws `FieldTooLong` as soon as a field is. */
  push(text: string): (string | null)[][] {
    const records: (string | null)[][] = [];
    let at = 0;
    while (at < text.length) {
      if (this.#state === 'quoted') at = this.#quoted(text, at);
      else at = this.#wholeField(text, at) ?? this.#outside(text, at, records);
    }
    return records;
  }

  /** The last record, where no end of line closes it. */
  finish(): (string | null)[][] {
    if (!this.#begun) return [];
    this.#endField();
    return [this.#endRecord()];
  }

  /** A field in quotes with the comma behind it, all in this piece: what most are. */
  #wholeField(text: string, at: number): number | undefined {
    if (this.#state !== 'begin' || text[at] !== QUOTE) return undefined;
    const end = text.indexOf(QUOTE, at + 1);
    if (end < 0 || text[end + 1] !== ',') return undefined;
    if (end - at - 1 > this.#maxField) throw new FieldTooLong(this.#count, this.#record.length);
    this.#record.push(text.slice(at + 1, end));
    this.#begun = true;
    return end + 2;
  }

  #quoted(text: string, start: number): number {
    const end = text.indexOf(QUOTE, start);
    this.#add(text.slice(start, end < 0 ? text.length : end));
    if (end < 0) return text.length;
    this.#state = 'quote';
    return end + 1;
  }

  #outside(text: string, at: number, records: (string | null)[][]): number {
    const char = text[at] ?? '';
    if (char === QUOTE) {
      // A second one behind the one that seemed to close the field is a quote in it.
      if (this.#state === 'quote') this.#add(QUOTE);
      this.#state = 'quoted';
      this.#begun = true;
      return at + 1;
    }
    if (char === ',') {
      this.#endField();
      this.#begun = true;
      return at + 1;
    }
    if (char === '\n') {
      this.#endField();
      records.push(this.#endRecord());
      return at + 1;
    }
    if (char === '\r') return at + 1;
    let end = at + 1;
    while (end < text.length && !',\n\r"'.includes(text[end] ?? '')) end++;
    this.#add(text.slice(at, end));
    this.#state = 'plain';
    this.#begun = true;
    return end;
  }

  #add(part: string): void {
    this.#field += part;
    if (this.#field.length > this.#maxField) throw new FieldTooLong(this.#count, this.#record.length);
  }

  #endField(): void {
    this.#record.push(this.#state === 'begin' ? null : this.#field);
    this.#field = '';
    this.#state = 'begin';
  }

  #endRecord(): (string | null)[] {
    const record = this.#record;
    this.#record = [];
    this.#begun = false;
    this.#count++;
    return record;
  }
}
