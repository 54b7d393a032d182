import { config } from 'zod/v4/core';

// The page's policy forbids making code out of text: zod must not even try whether it may, which it does as a schema is made. The build
// puts this beside zod's own beginning, so that it has happened before the first schema, in whatever piece of the bundle that is.
config({ jitless: true });
