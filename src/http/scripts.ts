/** The scripts that people write today: Recommended and Limited_Use in UAX #31, tables 5 and 7. */
const living = `
  Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul
  Hebrew Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai
  Tibetan
  Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Hanifi_Rohingya Javanese Kayah_Li
  Lepcha Limbu Lisu Mandaic Meetei_Mayek Miao Mongolian New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong
  Ol_Chiki Osage Saurashtra Sundanese Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Wancho Yi`
  .trim()
  .split(/\s+/)
  .map((script) => new RegExp(`\\p{Script_Extensions=${script}}`, 'v'))

/** Scripts that Japanese, Chinese and Korean are written in together, and Latin beside them. */
const together = [
  /[\p{scx=Latin}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/v,
  /[\p{scx=Latin}\p{scx=Han}\p{scx=Bopomofo}]/v,
  /[\p{scx=Latin}\p{scx=Han}\p{scx=Hangul}]/v,
]

/** Characters that go with every script: most punctuation, ASCII digits, combining marks. */
const neutral = /[\p{Script_Extensions=Common}\p{Script=Inherited}]/v

/**
 * Tells whether a text is written in one script, or in several that belong together (UTS #39, section 5.2, Highly
 * Restrictive). All scripts that nobody writes today count as one.
 */
export function isOfOneScript(text: string): boolean {
  const letters = [...new Set(text)].filter((letter) => !neutral.test(letter))
  const isAllOf = (script: RegExp) => letters.every((letter) => script.test(letter))
  if (together.some(isAllOf) || living.some(isAllOf)) return true
  return letters.every((letter) => !living.some((script) => script.test(letter)))
}
