/** Whom the notebooks of the house belong to: nobody can sign in as it, so they stay when people leave. */
export const HOUSE_ID = '00000000-0000-4000-8000-000000000002';
export const HOUSE_NAME = 'Alacard';
