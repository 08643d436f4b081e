import type { ExampleCode } from '../findings/example.ts';
import { SHELF } from './shelf.ts';

/** A call that keeps a card's example from running. */
export interface RefusedCall {
  /** Over the callee with imports resolved. */
  readonly calls: RegExp;
  readonly code: ExampleCode;
  /** Why, in a sentence. */
  readonly why: string;
}

/** A call that opens a repository of the Hub. */
export interface OpeningCall {
  readonly calls: RegExp;
  /** Keywords of the argument that names the repository; without one it comes first. */
  readonly keywords: readonly string[];
  /** Library that the model must be made for, as the Hub names it, where it matters. */
  readonly for: string | null;
  readonly weights: boolean;
  /** The keyword that names one file of the repository. */
  readonly file: string | null;
  /** What stands before a repository's name, where other names are the library's own. */
  readonly prefix: string | null;
}

/** Calls of libraries that no example may make, in the shelf's order. */
export const REFUSED_CALLS: readonly RefusedCall[] = SHELF.libraries.flatMap(({ refused }) =>
  refused.map((one) => ({ ...one, calls: new RegExp(one.calls) })),
);

/** Calls other than `from_pretrained` that name a repository. */
const OPENING_CALLS: readonly OpeningCall[] = SHELF.libraries.flatMap(({ opens }) =>
  opens.map((one) => ({ ...one, calls: new RegExp(one.calls) })),
);

/** @param callee with imports resolved: `huggingface_hub.hf_hub_download`. */
export const openingCall = (callee: string): OpeningCall | undefined =>
  OPENING_CALLS.find(({ calls }) => calls.test(callee));

const OTHER_HUBS: ReadonlySet<string> = new Set(
  SHELF.libraries.flatMap(({ other_hub, modules }) => (other_hub ? modules : [])),
);

/** Whether a callee's `from_pretrained` reads from another hub. */
export const readsOtherHub = (callee: string): boolean =>
  OTHER_HUBS.has(callee.split('.')[0] ?? '');
