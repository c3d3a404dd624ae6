import { ORDINAL_WORDS } from "../text/words.ts";

const WEEKDAYS = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
const SHORT = "(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun)\\.?";
const MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const CLOCK = "(?:\\d{1,2}(?::\\d\\d)?\\s*[ap]\\.?m\\.?|\\d{1,2}:\\d\\d|noon|midnight)";
const DAY = "\\d{1,2}(?:st|nd|rd|th)?";

/** Ways to say a moment that can mean nothing else; chrono takes many more, such as "may" and "sat". */
const CLEAR = [
  /^\d{4}-\d\d-\d\d/,
  /^(?:today|tonight|tomorrow|tmr|this (?:morning|afternoon|evening))\b/,
  /^in (?:an?|\d+|two|three|four|five|six|ten) (?:minute|min|hour|day|week|month|year)s?$/,
  new RegExp(`^(?:on |next |this )*${WEEKDAYS}\\b`),
  new RegExp(`^(?:on |next |this )+${SHORT}(?!\\w)`),
  new RegExp(`^${SHORT},? (?:at )?${CLOCK}`),
  new RegExp(`^(?:on )?(?:the )?${DAY}(?: of)? ${MONTHS}`),
  new RegExp(`^(?:on )?${MONTHS} (?:the )?${DAY}`),
  new RegExp(`^(?:at )?${CLOCK}`),
  /^at (?:[01]?\d|2[0-3])$/,
];
/** Short names of days that are no other word, where nothing follows them. */
const SHORT_ALONE = /^(?:mon|tues?|thu|thurs?|fri)\.?$/;
/** Words that say something else of a day than that it is due then. */
const NOT_DUE = new RegExp(
  `(?<![^\\s(])(?:before|after|until|till?|since|from|last|past|black|good|cyber|easter|\\d{1,2}(?:st|nd|rd|th)|${[...ORDINAL_WORDS.keys()].join("|")})\\s+$`,
  "iu",
);
/** Longest of these, with space. */
const LONGEST_BEFORE = 20;
/** An hour without minutes may be a number of something: "look at 5 houses". */
const BARE_HOUR = /\bat \d{1,2}$/;
const CLOSED = /^\s*(?:$|[),.;!?#@~]|(?:on|with|by|for|every|each|remind|in|p[1-4])(?![\p{L}\p{N}]))/iu;
/** A chapter and verse, or a score: one digit and no word with it. */
const BARE_CLOCK = /^\d:\d\d$/;
const VAGUE = /^(?:(?:this|next) (?:week|month|year|weekend)|weekend)$/;

/**
 * What words that chrono takes for a moment are to us: clearly one, nothing, or something to give a notice of.
 *
 * @param said the words
 * @param before what stands before them
 * @param after what stands behind them
 */
export function judge(
  said: string,
  before: string,
  after: string,
): "clear" | "none" | { readonly doubt: string } {
  const words = said.toLowerCase().trim();
  if (!isWhole(before, after)) return "none";
  if (VAGUE.test(words)) return { doubt: `${said} is no day; write one such as next monday` };
  if (!isClear(words, after.trim() === "")) return "none";
  const [blocking] = NOT_DUE.exec(before.slice(-LONGEST_BEFORE)) ?? [];
  if (blocking) return { doubt: `${blocking.trim()} ${said} isn't when it is due; write by ${said}` };
  if (BARE_CLOCK.test(words)) return { doubt: `${said} may be no time there; write at ${said}` };
  if (BARE_HOUR.test(words) && !CLOSED.test(after)) {
    return { doubt: `${said} may be no time there; write 9:00 or 9am` };
  }
  return "clear";
}

function isClear(words: string, isLast: boolean): boolean {
  if (/\bago\b|^last |^past /.test(words)) return false;
  return CLEAR.some((form) => form.test(words)) || (isLast && SHORT_ALONE.test(words));
}

/** Not the middle of something longer: a version, an address, a path. */
function isWhole(before: string, after: string): boolean {
  return !/[^\s(,]/.test(before.at(-1) ?? " ") && !/[^\s),.;!?]/.test(after[0] ?? " ");
}
