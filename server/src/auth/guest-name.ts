/** What guests are called. */

/** Said of everybody whose name nobody vouches for: a guest can call themselves anything, but not pass for a member. */
const suffixes = { en: ' (guest)', de: ' (Gast)' };

export function guestName(name: string, language: 'en' | 'de'): string {
  return `${name}${suffixes[language]}`;
}

/** With the suffix that their name has now. */
export function renamedGuest(name: string, present: string): string {
  const suffix = Object.values(suffixes).find((each) => present.endsWith(each)) ?? suffixes.en;
  return name.endsWith(suffix) ? name : `${name}${suffix}`;
}
