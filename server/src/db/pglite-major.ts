/** PostgreSQL in the pinned PGlite. `pglite.test.ts` compares it with the engine. */
export const PGLITE_MAJOR = '18';
