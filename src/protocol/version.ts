/** Both ends are built together; a message of another version is dropped. */
export const PROTOCOL_VERSION = 1;
