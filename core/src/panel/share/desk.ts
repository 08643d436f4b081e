import type { Finding } from '../../findings/finding.ts';
import type { SharingResult } from '../../sharing/client.ts';
import type { BrowsePage, BrowseQuery } from '../../sharing/editor/browse.ts';
import type { PrepareOptions, ShareDraft } from '../../sharing/editor/prepare.ts';
import type { ShareAbout, ShareDone } from '../../sharing/editor/share.ts';
import type { Option } from '../protocol/faces.ts';

/** A notebook that was shared, and whether its link is on the clipboard. */
export interface SharedAndNoted extends ShareDone {
  readonly copied: boolean;
}

/** What the share dialog asks of its editor. */
export interface ShareDesk {
  /** Address of the sharing server. */
  readonly server: string;
  /** What the fields say at first. */
  readonly about: ShareAbout;
  /** True when the notebook was shared before: sharing makes a new version. */
  readonly again: boolean;
  prepare(outputs: PrepareOptions['outputs']): {
    readonly draft: ShareDraft | null;
    readonly findings: readonly Finding[];
  };
  /** Shares, notes the link in the notebook and copies it. */
  share(
    draft: ShareDraft,
    about: ShareAbout,
    signal: AbortSignal,
  ): Promise<SharingResult<SharedAndNoted>>;
  /** Puts text on the clipboard; false when the page may not. */
  copy(text: string): Promise<boolean>;
}

/** The choices of the filters, with their names. */
export interface BrowseOptions {
  readonly tasks: readonly Option[];
  readonly topics: readonly Option[];
  readonly difficulties: readonly Option[];
  readonly components: readonly Option[];
}

/** What the browse dialog asks of its editor. */
export interface BrowseDesk {
  readonly server: string;
  readonly options: BrowseOptions;
  readonly order: BrowseQuery['order'];
  browse(query: BrowseQuery, signal: AbortSignal): Promise<SharingResult<BrowsePage>>;
}
