// Runs before the first paint, so it is no module and knows nothing of the app. `src/ui/theme.ts` writes what it reads.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('scriptorium:theme') ?? 'system';
  } catch {
    // Storage is refused: the system decides.
  }
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
})();
