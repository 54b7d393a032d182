/** Begins the message of every failure that translated SQL raises itself while it runs. */
export const FAILURE_MARK = 'sandbank: ';
