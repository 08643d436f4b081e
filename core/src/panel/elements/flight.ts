/** How a card comes to the table: from the deck, turning over on its way. */
const FLIGHT_MS = 420;
const BETWEEN_MS = 90;

const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Animates `card` from the middle of `origin` to where it lies, and turns
 * `turning` over meanwhile. Does nothing when the reader asked for less motion.
 * The card is in its place for keyboard and screen reader from the start.
 */
export function flyIn(
  card: HTMLElement,
  turning: HTMLElement,
  origin: DOMRect,
  order: number,
): void {
  if (prefersStillness()) return;
  const place = card.getBoundingClientRect();
  const x = origin.x + origin.width / 2 - (place.x + place.width / 2);
  const y = origin.y + origin.height / 2 - (place.y + place.height / 2);
  const timing: KeyframeAnimationOptions = {
    duration: FLIGHT_MS,
    delay: order * BETWEEN_MS,
    easing: 'cubic-bezier(0.2, 0.8, 0.25, 1)',
    fill: 'backwards',
  };
  card.toggleAttribute('flying', true);
  card.style.zIndex = String(10 - order);
  const flight = card.animate(
    [
      { transform: `translate(${x}px, ${y}px) rotate(-14deg) scale(0.35)`, opacity: 0 },
      { opacity: 1, offset: 0.25 },
      { transform: 'none', opacity: 1 },
    ],
    timing,
  );
  turning.animate([{ transform: 'rotateY(180deg)' }, { transform: 'rotateY(0)' }], timing);
  const land = (): void => {
    card.toggleAttribute('flying', false);
    card.style.removeProperty('z-index');
  };
  flight.finished.then(land, land);
}
