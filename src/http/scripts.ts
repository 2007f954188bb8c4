/** All scripts of Unicode 16. */
const scripts = `
  Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki
  Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee
  Chorasmian Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan
  Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati
  Gunjala_Gondi Gurmukhi Gurung_Khema Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana
  Imperial_Aramaic Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li
  Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Kirat_Rai Lao Latin Lepcha Limbu Linear_A Linear_B
  Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin
  Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar
  Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal
  Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic
  Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang
  Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese
  Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana
  Thai Tibetan Tifinagh Tirhuta Todhri Toto Tulu_Tigalari Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi
  Zanabazar_Square`
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
 * Restrictive). Scripts that are newer than the list above count as one.
 */
export function isOfOneScript(text: string): boolean {
  const letters = [...new Set(text)].filter((letter) => !neutral.test(letter))
  const isAllOf = (script: RegExp) => letters.every((letter) => script.test(letter))
  if (together.some(isAllOf) || scripts.some(isAllOf)) return true
  return letters.every((letter) => !scripts.some((script) => script.test(letter)))
}
