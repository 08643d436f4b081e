/** `world.json` in the folder of the tests: what lies around the extension host. */
export interface World {
  /** The local hub, behind its valve. */
  readonly hub: string;
  readonly host: 'remote' | 'web';
  /** Somebody presses Yes when the editor asks; else it refuses to ask in tests. */
  readonly agrees: boolean;
  /** Only tests whose name this pattern finds. */
  readonly only: string | null;
}
