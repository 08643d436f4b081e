import { aboutSharing } from '../../findings/sharing.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { NOTEBOOK_LICENCES, LicenceSchema } from '../../sharing/fields.ts';
import type { PrepareOptions } from '../../sharing/editor/prepare.ts';
import type { ShareAbout } from '../../sharing/editor/share.ts';
import { ICONS } from '../style/icons.ts';
import type { ShareDesk, SharedAndNoted } from './desk.ts';
import { Modal } from './modal.ts';

type Prepared = ReturnType<ShareDesk['prepare']>;
type Phase =
  | { readonly kind: 'form'; readonly problem: string | null }
  | { readonly kind: 'sharing' }
  | { readonly kind: 'done'; readonly shared: SharedAndNoted };

/** Asks what there is to say about a notebook, shares it, and gives its link. */
export class AlacardShareDialog extends Modal<SharedAndNoted> {
  static override readonly properties = {
    desk: { attribute: false },
    phase: { state: true },
    about: { state: true },
    outputs: { state: true },
    copied: { state: true },
  };
  declare desk: ShareDesk | null;
  declare phase: Phase;
  declare about: ShareAbout | null;
  declare outputs: PrepareOptions['outputs'];
  declare copied: boolean;
  #running: AbortController | null = null;
  /** By what is done with the outputs: the notebook does not change under a modal dialog. */
  readonly #prepared = new Map<PrepareOptions['outputs'], Prepared>();

  constructor() {
    super();
    this.desk = null;
    this.phase = { kind: 'form', problem: null };
    this.about = null;
    this.outputs = 'keep';
    this.copied = false;
  }

  protected override close(): void {
    this.#running?.abort();
    super.close(this.phase.kind === 'done' ? this.phase.shared : null);
  }

  protected override updated(): void {
    if (this.phase.kind === 'done') this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { desk, phase } = this;
    if (!desk) return nothing;
    const done = phase.kind === 'done';
    const title = done ? 'Your notebook is shared' : 'Share this notebook';
    return html`<dialog aria-labelledby="title">
      <header>
        <div>
          <h2 id="title" tabindex="-1">${title}</h2>
          ${
            done
              ? nothing
              : html`<p>
                  ${desk.again ? 'A new version goes to' : 'It goes to'} ${hostOf(desk.server)}
                </p>`
          }
        </div>
        <button type="button" class="icon" aria-label="Close" @click=${() => this.close()}>
          ${ICONS.close}
        </button>
      </header>
      ${done ? this.#done(phase.shared) : this.#form(desk)}
    </dialog>`;
  }

  #prepare(desk: ShareDesk, outputs: PrepareOptions['outputs']): Prepared {
    const prepared = this.#prepared.get(outputs) ?? desk.prepare(outputs);
    this.#prepared.set(outputs, prepared);
    return prepared;
  }

  /** Whatever is chosen, the notebook cannot be shared as it is. */
  #blocked({ findings }: Prepared): TemplateResult {
    return html`<div class="body">
      <div class="fields">
        <p>It cannot be shared as it is. Nothing was sent.</p>
        <alacard-findings ?hidden=${findings.length === 0} .findings=${findings}></alacard-findings>
      </div>
      <footer>
        <button type="button" class="primary" autofocus @click=${() => this.close()}>Close</button>
      </footer>
    </div>`;
  }

  #form(desk: ShareDesk): TemplateResult {
    const kept = this.#prepare(desk, 'keep');
    if (!kept.draft && !this.#prepare(desk, 'strip').draft) return this.#blocked(kept);
    const about = this.about ?? desk.about;
    const { draft, findings } = this.#prepare(desk, this.outputs);
    const sharing = this.phase.kind === 'sharing';
    const problem = this.phase.kind === 'form' ? this.phase.problem : null;
    const say = (patch: Partial<ShareAbout>): void => {
      this.about = { ...about, ...patch };
    };
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
      <div class="fields">
        <alacard-findings ?hidden=${findings.length === 0} .findings=${findings}></alacard-findings>
        ${
          draft === null && this.outputs === 'keep'
            ? html`<p>Strip the outputs below to share the notebook without them.</p>`
            : nothing
        }
        <label class="field"
          >Title
          <input
            required
            maxlength="120"
            .value=${about.title}
            @input=${(event: Event) => say({ title: valueOf(event) })}
          />
        </label>
        <label class="field"
          >Description
          <textarea
            rows="3"
            maxlength="2000"
            placeholder="What others can learn from it (optional)"
            .value=${about.description}
            @input=${(event: Event) => say({ description: valueOf(event) })}
          ></textarea>
        </label>
        <label class="field"
          >Licence of the notebook
          <select
            @change=${(event: Event) => {
              const licence = LicenceSchema.safeParse(valueOf(event)).data;
              if (licence) say({ licence });
            }}
          >
            ${NOTEBOOK_LICENCES.map(
              (id) => html`<option ?selected=${id === about.licence}>${id}</option>`,
            )}
          </select>
        </label>
        <div class="row">
          <fieldset>
            <legend>Who can see it</legend>
            ${choice(
              'seen',
              'Everyone',
              'Listed, searchable, open to remixes',
              about.is_public,
              () => say({ is_public: true }),
            )}
            ${choice('seen', 'Only me', 'Sealed on the server', !about.is_public, () =>
              say({ is_public: false }),
            )}
          </fieldset>
          <fieldset>
            <legend>Outputs of the cells</legend>
            ${choice('outputs', 'Keep', 'Readers see the results', this.outputs === 'keep', () => {
              this.outputs = 'keep';
            })}
            ${choice('outputs', 'Strip', 'Only sources are sent', this.outputs === 'strip', () => {
              this.outputs = 'strip';
            })}
          </fieldset>
        </div>
        ${problem === null ? nothing : html`<alacard-findings role="alert" .findings=${[aboutSharing('problem', { message: problem })]}></alacard-findings>`}
      </div>
      <footer>
        <span class="status" role="status"
          >${sharing ? html`<span class="spinner"></span>Sharing with ${hostOf(desk.server)} …` : nothing}</span
        >
        <button type="button" @click=${() => this.close()}>Cancel</button>
        <button class="primary" ?disabled=${sharing || draft === null}>
          ${desk.again ? 'Share new version' : 'Share'}
        </button>
      </footer>
    </form>`;
  }

  #done({ mark, isRemix, isNewVersion, findings, copied }: SharedAndNoted): TemplateResult {
    const what = isNewVersion
      ? `This is version ${mark.version}. The link stays the same.`
      : isRemix
        ? 'It is a remix: its parent is credited, and counts it.'
        : (this.about ?? this.desk?.about)?.is_public
          ? 'Anyone you send the link to can look at it, run it and remix it.'
          : 'Only you can open it, until you share it with everyone.';
    const onClipboard = copied || this.copied;
    return html`<div class="body">
      <div class="fields">
        <p>${what}</p>
        <div class="field">
          <label for="link">Link</label>
          <div class="link">
            <input id="link" readonly .value=${mark.url} @focus=${selectAll} />
            <button type="button" @click=${() => void this.#copy(mark.url)}>Copy link</button>
          </div>
        </div>
        <p class="muted" role="status">
          ${onClipboard ? 'The link is on the clipboard, and in the notebook’s next steps.' : 'The link is in the notebook’s next steps.'}
        </p>
        <alacard-findings ?hidden=${findings.length === 0} .findings=${findings}></alacard-findings>
      </div>
      <footer>
        <a class="button" href=${mark.url} target="_blank" rel="noopener noreferrer"
          >Open its page ${ICONS.out}<span class="unseen">(opens in the browser)</span></a
        >
        <button type="button" class="primary" @click=${() => this.close()}>Done</button>
      </footer>
    </div>`;
  }

  async #copy(text: string): Promise<void> {
    this.copied = (await this.desk?.copy(text)) ?? false;
    if (!this.copied) this.renderRoot.querySelector<HTMLInputElement>('#link')?.focus();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { desk } = this;
    const draft = desk && this.#prepare(desk, this.outputs).draft;
    if (!desk || !draft || this.phase.kind !== 'form') return;
    const running = new AbortController();
    this.#running = running;
    this.phase = { kind: 'sharing' };
    try {
      const answer = await desk.share(draft, this.about ?? desk.about, running.signal);
      this.phase = answer.ok
        ? { kind: 'done', shared: answer.value }
        : { kind: 'form', problem: answer.problem.detail };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.phase = { kind: 'form', problem };
    } finally {
      this.#running = null;
    }
  }
}

/** One of a group of radio buttons, with a line that explains it. */
const choice = (
  group: string,
  label: string,
  detail: string,
  checked: boolean,
  choose: () => void,
): TemplateResult =>
  html`<label class="choice">
    <input type="radio" name=${group} .checked=${checked} @change=${choose} />
    <span>${label}</span>
    <span class="muted">${detail}</span>
  </label>`;

const valueOf = ({ target }: Event): string =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement
    ? target.value
    : '';

const selectAll = ({ target }: Event): void => {
  if (target instanceof HTMLInputElement) target.select();
};

const hostOf = (server: string): string => server.replace(/^https?:\/\//, '');
