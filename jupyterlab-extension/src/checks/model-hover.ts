import type { ModelHover } from '@alacard/core/language';

/** The card of a model. All of it is text: what a model says of itself becomes no HTML. */
export function cardElement({ title, lines, page }: ModelHover): HTMLElement {
  const card = document.createElement('div');
  card.className = 'alacard-model';
  const paragraph = (...content: (string | Node)[]): void => {
    const words = document.createElement('p');
    words.append(...content);
    card.append(words);
  };
  if (title !== null) {
    const name = document.createElement('strong');
    name.textContent = title;
    paragraph(name);
  }
  for (const line of lines) paragraph(line);
  if (page !== null && /^https?:\/\//.test(page)) {
    const link = document.createElement('a');
    link.href = page;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    link.textContent = 'Open on the Hub';
    paragraph(link);
  }
  return card;
}
