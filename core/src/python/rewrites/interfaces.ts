import type { Rewrite } from './types.ts';

const GRADIO = 'gradio 6 migration guide; signatures at 6.25.0';
const STREAMLIT = 'run on 2026-11-23 with Streamlit 1.64.0';

/** Gradio 6 and Streamlit 1.64. */
export const INTERFACES: readonly Rewrite[] = [
  {
    id: 'gradio-chat-type',
    library: 'gradio',
    since: '6.0.0',
    match: { on: 'keyword', calls: /^gradio\.(?:ChatInterface|Chatbot)$/, keyword: 'type' },
    action: { do: 'drop' },
    message: 'Gradio 6 knows messages only; the argument type is gone.',
    source: GRADIO,
  },
  ...['theme', 'css', 'js', 'head'].map((keyword): Rewrite => ({
    id: `gradio-${keyword}-moved`,
    library: 'gradio',
    since: '6.0.0',
    match: { on: 'keyword', calls: /^gradio\.(?:ChatInterface|Interface|Blocks)$/, keyword },
    action: { do: 'drop' },
    message: `${keyword} is an argument of launch() now.`,
    source: GRADIO,
  })),
  {
    id: 'gradio-inputs-outputs',
    library: 'gradio',
    since: '4.0.0',
    match: { on: 'attribute', names: /^(?:inputs|outputs)$/, of: /^gradio$/ },
    action: { do: 'unwrap' },
    message: 'gr.inputs and gr.outputs are gone; components stand in gr itself.',
    source: GRADIO,
  },
  {
    id: 'gradio-show-api',
    library: 'gradio',
    since: '6.0.0',
    match: { on: 'keyword', calls: /\.launch$/, keyword: 'show_api' },
    action: { do: 'drop' },
    message: 'show_api is gone; footer_links says what the footer shows.',
    source: GRADIO,
  },
  {
    id: 'gradio-hidden-api',
    library: 'gradio',
    since: '6.0.0',
    match: {
      on: 'keyword',
      calls: /^gradio\.|\.click$|\.submit$|\.change$/,
      keyword: 'api_name',
      value: /^False$/,
    },
    action: { do: 'argument', to: 'api_visibility="private"' },
    message: 'api_name=False is written api_visibility="private" now.',
    source: GRADIO,
  },
  {
    id: 'gradio-public-link',
    library: 'gradio',
    since: '1.0.0',
    match: { on: 'keyword', calls: /\.launch$/, keyword: 'share', value: /^True$/ },
    action: { do: 'value', to: 'False' },
    kind: 'preference',
    message: 'share=True opens your machine to everybody who has the link.',
    source: GRADIO,
  },
  {
    id: 'streamlit-column-width',
    library: 'streamlit',
    since: '1.61.0',
    match: { on: 'keyword', calls: /^streamlit\./, keyword: 'use_column_width' },
    action: { do: 'argument', to: 'width="stretch"' },
    message: 'use_column_width is gone; width="stretch" fills the column.',
    source: STREAMLIT,
  },
  {
    id: 'streamlit-container-width',
    library: 'streamlit',
    since: '1.50.0',
    match: {
      on: 'keyword',
      calls: /^streamlit\./,
      keyword: 'use_container_width',
      value: /^True$/,
    },
    action: { do: 'argument', to: 'width="stretch"' },
    message: 'use_container_width is deprecated; width="stretch" fills the container.',
    source: STREAMLIT,
  },
];
