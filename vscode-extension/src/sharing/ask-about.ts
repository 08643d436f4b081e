import {
  DescriptionSchema,
  NOTEBOOK_LICENCES,
  TitleSchema,
  type ShareAbout,
} from '@alacard/core/sharing';
import type { z } from 'zod';
import { l10n, window } from '../vscode.ts';

const valid =
  (schema: z.ZodType<string>) =>
  (value: string): string | null =>
    schema.safeParse(value).error?.issues[0]?.message ?? null;

/** Asks whether outputs go along; null when the person went away. */
export async function askOutputs(): Promise<'keep' | 'strip' | null> {
  const chosen = await window.showQuickPick(
    [
      {
        label: l10n.t('Strip outputs'),
        detail: l10n.t('Only text and code are shared.'),
        outputs: 'strip' as const,
      },
      {
        label: l10n.t('Keep outputs'),
        detail: l10n.t(
          'Readers see what came out on your machine. Outputs are searched for secrets, too.',
        ),
        outputs: 'keep' as const,
      },
    ],
    { title: l10n.t('Share This Notebook'), ignoreFocusOut: true },
  );
  return chosen?.outputs ?? null;
}

/** Title, description, licence, public or not; null when the person went away. */
export async function askAbout(suggestedTitle: string): Promise<ShareAbout | null> {
  const heading = (step: number): string => l10n.t('Share This Notebook ({0} of 4)', step);
  const title = await window.showInputBox({
    title: heading(1),
    prompt: l10n.t('Title'),
    value: suggestedTitle,
    ignoreFocusOut: true,
    validateInput: valid(TitleSchema),
  });
  if (title === undefined) return null;
  const description = await window.showInputBox({
    title: heading(2),
    prompt: l10n.t('Description, in a sentence or two. May stay empty.'),
    ignoreFocusOut: true,
    validateInput: valid(DescriptionSchema),
  });
  if (description === undefined) return null;
  const licence = await window.showQuickPick([...NOTEBOOK_LICENCES], {
    title: heading(3),
    placeHolder: l10n.t('Licence of the notebook'),
    ignoreFocusOut: true,
  });
  const known = NOTEBOOK_LICENCES.find((one) => one === licence);
  if (!known) return null;
  const seen = await window.showQuickPick(
    [
      {
        label: l10n.t('Public'),
        detail: l10n.t('Anybody can find, read and remix it.'),
        is_public: true,
      },
      {
        label: l10n.t('Private'),
        detail: l10n.t(
          'Kept on the server for you: to anybody else it looks as if it were not there.',
        ),
        is_public: false,
      },
    ],
    { title: heading(4), ignoreFocusOut: true },
  );
  if (!seen) return null;
  return {
    title: TitleSchema.parse(title),
    description: DescriptionSchema.parse(description),
    licence: known,
    is_public: seen.is_public,
  };
}
