/** "text-generation" -> "Text generation" */
export const taskName = (task: string): string => {
  const words = task.replaceAll('-', ' ').replace(/^zero shot/, 'zero-shot');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
