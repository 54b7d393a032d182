/** A value that JSON can carry. Everything that leaves a sandbox is one of these. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/**
 * One cell of a result. Numbers that a double holds exactly are numbers; other bigints and every DECIMAL are strings with all
 * their digits; dates are "2026-11-20", timestamps "2026-11-20T14:07:09.123Z" (UTC); maps are objects; NaN and infinities are null.
 */
export type Cell = Json;

/** A column of a result: its name as the query gives it, and its SQL type as the engine prints it (`DECIMAL(18,2)`, `VARCHAR`). */
export type Column = { name: string; type: string };
