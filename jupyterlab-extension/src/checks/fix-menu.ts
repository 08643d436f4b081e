import { forEachDiagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { Menu } from '@lumino/widgets';
import { CommandIDs } from '../ids.ts';

type Commands = Menu.IOptions['commands'];

/** Milliseconds after which JupyterLab has gone into command mode. */
const FOCUS_PAUSE = 50;

interface Offer {
  readonly name: string;
  readonly take: () => void;
}

/** What can be done in the line of the cursor, else anywhere in the cell. */
function offersIn(view: EditorView): Offer[] {
  const { doc, selection } = view.state;
  const line = doc.lineAt(selection.main.head);
  const all: (Offer & { readonly isHere: boolean })[] = [];
  forEachDiagnostic(view.state, ({ actions = [] }, from, to) => {
    const isHere = from <= line.to && line.from <= to;
    for (const { name, apply } of actions)
      all.push({ name, isHere, take: () => apply(view, from, to) });
  });
  const here = all.filter(({ isHere }) => isHere);
  return here.length > 0 ? here : all;
}

/**
 * The fixes as a menu at the cursor, for the keyboard. CodeMirror's own panel of
 * findings cannot be used in a notebook: JupyterLab takes the focus back into the text.
 */
export class FixMenu {
  readonly #commands: Commands;
  #offers: readonly Offer[] = [];

  constructor(commands: Commands) {
    this.#commands = commands;
    const offerOf = (args: { readonly [name: string]: unknown }): Offer | undefined =>
      this.#offers[Number(args['at'])];
    commands.addCommand(CommandIDs.mend, {
      label: (args) => offerOf(args)?.name ?? '',
      describedBy: { args: { type: 'object', properties: { at: { type: 'number' } } } },
      isVisible: (args) => offerOf(args) !== undefined,
      execute: (args) => offerOf(args)?.take(),
    });
  }

  /** @returns false where nothing can be done. */
  readonly open = (view: EditorView): boolean => {
    this.#offers = offersIn(view);
    const place = view.coordsAtPos(view.state.selection.main.head);
    if (this.#offers.length === 0 || !place) return false;
    const menu = new Menu({ commands: this.#commands });
    for (const at of this.#offers.keys()) menu.addItem({ command: CommandIDs.mend, args: { at } });
    menu.aboutToClose.connect(() => {
      // The command runs after the menu has closed.
      setTimeout(() => {
        menu.dispose();
        view.focus();
      }, 0);
    });
    menu.open(place.left, place.bottom);
    menu.activeIndex = 0;
    // The notebook answers to the loss of the focus by taking it for the cell, once.
    setTimeout(() => {
      if (menu.isAttached) menu.node.focus();
    }, FOCUS_PAUSE);
    return true;
  };
}
