import { ToolInputError } from '../../core/app-error.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import { fromAwsWire, isAwsObject, WireError } from '../../protocol/aws-wire.ts';

/** Values (members and items) of one input; 500 queries of CloudWatch, the largest input that there is use for, have 7,000. */
const MOST_VALUES = 10_000;
/** What the smallest turn of a call covers; more takes as many turns. */
const VALUES_A_TURN = 500;
const CHARACTERS_A_TURN = 256 * 1024;

/** The input of a call as code gave it, in the form of `aws-wire.ts`. */
export class InputText {
  readonly #json: string;
  readonly #values: number;

  constructor(json: string) {
    this.#json = json;
    this.#values = valuesIn(json);
  }

  /** How many calls of a usual size it counts for: the page reads every one, and must answer its person meanwhile. */
  get turns(): number {
    if (this.#values > MOST_VALUES) return 1;
    return Math.max(1, Math.ceil(this.#values / VALUES_A_TURN), Math.ceil(this.#json.length / CHARACTERS_A_TURN));
  }

  /** Throws `ToolInputError`. */
  read(): AwsObject {
    if (this.#values > MOST_VALUES)
      throw new ToolInputError(
        `The input of the call to AWS holds more than ${MOST_VALUES.toLocaleString('en-US')} values; ask for less at a time.`,
      );
    try {
      const input = fromAwsWire(this.#json);
      if (isAwsObject(input)) return input;
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      throw new ToolInputError(`The input of the call to AWS cannot be read: ${error.message}.`);
    }
    throw new ToolInputError('The input of a call to AWS must be an object of its members.');
  }
}

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Counted without parsing: commas and opening brackets outside of texts, until there are too many. */
function valuesIn(json: string): number {
  let values = 0;
  let isText = false;
  for (let at = 0; at < json.length && values <= MOST_VALUES; at++) {
    const code = json.charCodeAt(at);
    if (isText) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    else if (code === COMMA || code === BRACKET || code === BRACE) values++;
  }
  return values;
}
