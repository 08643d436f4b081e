import type { CardKey } from '../recipe/schema.ts';
import type { CardFace, ModelFilter } from './protocol/faces.ts';

/** Events of the panel's elements: each bubbles through shadow roots up to the panel. */
const INIT: EventInit = { bubbles: true, composed: true };

/** The person wants to do something with the card of `key`. */
export class CardEvent extends Event {
  readonly key: CardKey;
  constructor(type: 'alacard-pick' | 'alacard-lock', key: CardKey) {
    super(type, INIT);
    this.key = key;
  }
}

export class ChooseEvent extends Event {
  readonly face: CardFace;
  constructor(face: CardFace) {
    super('alacard-choose', INIT);
    this.face = face;
  }
}

/** A value was entered: search text, a target, a next step. */
export class ValueEvent extends Event {
  readonly value: string;
  constructor(type: 'alacard-search' | 'alacard-target' | 'alacard-follow', value: string) {
    super(type, INIT);
    this.value = value;
  }
}

export type ModelFilters = Omit<ModelFilter, 'text'>;

export class FiltersEvent extends Event {
  readonly filters: ModelFilters;
  constructor(filters: ModelFilters) {
    super('alacard-filters', INIT);
    this.filters = filters;
  }
}

/** Events without a value. */
export const signal = (
  type:
    | 'alacard-deal'
    | 'alacard-generate'
    | 'alacard-cancel'
    | 'alacard-dismiss'
    | 'alacard-close'
    | 'alacard-let-go',
): Event => new Event(type, INIT);
