import type { NotebookSummary } from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import { l10n, ThemeIcon } from '../vscode.ts';

export interface ListEntry extends vscode.QuickPickItem {
  readonly notebook?: NotebookSummary;
  readonly action?: 'order' | 'filter' | 'more';
}

/** A shared notebook as a line of the list, with its counts and a button for its page. */
export function entryOf(notebook: NotebookSummary): ListEntry {
  const { recipe, metrics, author } = notebook;
  const topic = 'own' in recipe.topic ? recipe.topic.own : recipe.topic.id;
  const counts = [
    `$(repo-forked) ${metrics.remix_count}`,
    `$(cloud-download) ${metrics.download_count}`,
    `$(eye) ${metrics.view_count}`,
  ];
  return {
    label: plain(notebook.title),
    description: [author.name === null ? '' : plain(author.name), ...counts].join('  ').trim(),
    detail: [recipe.model_card.id, topic, recipe.difficulty, recipe.ui_component]
      .map(plain)
      .join(' · '),
    alwaysShow: true,
    buttons: [{ iconPath: new ThemeIcon('link-external'), tooltip: l10n.t('Open its page') }],
    notebook,
  };
}

/** Others wrote it: it must not draw icons. */
export const plain = (text: string): string => text.replaceAll('$(', '$\u200b(');
