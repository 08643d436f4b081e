/** The UI components, in the deck's order. Written by `npm run data` from cards/components. */
export const UI_COMPONENTS = [
  'chat',
  'completion',
  'streaming',
  'batch',
  'api',
  'gradio',
  'streamlit',
] as const;
