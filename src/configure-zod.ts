import { z } from 'zod';

// The page's policy forbids making code out of text: zod must not even try whether it may. Imported before any schema is used.
z.config({ jitless: true });
