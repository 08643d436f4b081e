import { config } from 'zod';

/** Imported first: our pages allow no code made from strings, and zod must not try. */
config({ jitless: true });
