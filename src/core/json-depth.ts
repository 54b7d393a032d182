/** How deep a value may nest before it is refused: recursion in a serializer must never meet guest data of unbounded depth. */
export const MAX_JSON_DEPTH = 200;
