/** Text files of any length in the encodings still in use: decoded correctly or refused, never garbled. */
import t from 'tap'
import { attachment } from '../../src/attachments/attachment.ts'
import { FileError } from '../../src/attachments/file-error.ts'
import { encode } from '../support/content/encode.ts'

/** A table in each language, with its usual encodings. */
const tables: readonly (readonly [labels: string, head: string, ...rows: string[]])[] = [
  [
    'gbk gb18030',
    '编号,姓名,城市,备注',
    '1,王伟,北京,已付款',
    '2,李娜,上海,等待发货',
    '3,张敏,广州,库存不足',
  ],
  ['big5', '編號,姓名,城市,備註', '1,王偉,臺北,已付款', '2,李娜,高雄,等待出貨', '3,張敏,臺中,庫存不足'],
  [
    'euc-kr',
    '번호,이름,도시,비고',
    '1,김철수,서울,결제완료',
    '2,이영희,부산,배송대기',
    '3,박민수,대구,재고부족',
  ],
  [
    'shift_jis euc-jp',
    'コード,商品名,都市,備考',
    '1,コーヒーメーカー,東京,支払い済み',
    '2,カメラ,大阪,発送待ちです',
    '3,テレビ,京都,メールで連絡してください',
  ],
  [
    'windows-1251 koi8-r ibm866 iso-8859-5 x-mac-cyrillic',
    'Номер,Имя,Город,Примечание',
    '1,Иван,Москва,оплачено',
    '2,Мария,Казань,ожидает отправки',
    '3,Сергей,Самара,нет на складе',
  ],
  [
    'windows-1251 koi8-u',
    'Номер,Назва,Місто',
    '1,Київ,сплачено',
    '2,Львів,очікує',
    '3,Чернігів,немає в наявності',
  ],
  [
    'windows-1253 iso-8859-7',
    'Αριθμός,Όνομα,Πόλη',
    '1,Γιώργος,Αθήνα',
    '2,Μαρία,Θεσσαλονίκη',
    '3,Νίκος,Πάτρα',
  ],
  ['windows-1255', 'מספר,שם,עיר', '1,דוד,חיפה', '2,שרה,ירושלים', '3,יוסף,אשדוד'],
  ['windows-1256', 'الرقم,الاسم,المدينة', '1,أحمد,القاهرة', '2,فاطمة,الإسكندرية', '3,محمد,الجيزة'],
  ['windows-874', 'หมายเลข,ชื่อ,เมือง', '1,สมชาย,กรุงเทพ', '2,มาลี,เชียงใหม่', '3,วิชัย,ขอนแก่น'],
  [
    'windows-1252 iso-8859-15',
    'Nummer,Straße,Bemerkung',
    '1,Köln: Große Straße,Lieferung läuft noch',
    '2,München: Königsstraße,größer bestellen für Übermorgen',
    '3,Düsseldorf: Blücherstraße,zurück an die Prüfstelle',
  ],
  [
    'windows-1250 iso-8859-2',
    'Numer,Miejscowość,Uwagi',
    '1,Łódź i okolice,zapłacono już wcześniej',
    '2,Gdańsk i Częstochowa,oczekuje na przesyłkę z Białegostoku',
    '3,Kraków i Wrocław,świetna jakość, proszę o więcej',
  ],
]

async function read(bytes: Uint8Array, content_type = 'text/csv') {
  try {
    const found = await attachment({ name: 'table', content_type, bytes })
    return found.kind === 'text' ? { text: found.text, encoding: found.encoding } : found.kind
  } catch (error) {
    if (error instanceof FileError) return error.kind
    throw error
  }
}

t.test('a table of several rows is decoded, and its encoding reported', async (t) => {
  for (const [labels, ...lines] of tables) {
    const text = `${lines.join('\r\n')}\r\n`
    for (const label of labels.split(' ')) {
      const found = await read(encode(text.repeat(5), label))
      t.match(found, { text: text.repeat(5) }, label)
      t.type(typeof found === 'object' ? found.encoding : undefined, 'string')
    }
  }
  for (const [encoding, text] of [
    ['gbk', tables[0]?.[1]],
    ['big5', tables[1]?.[1]],
    ['euc-kr', tables[2]?.[1]],
    ['shift_jis', tables[3]?.slice(1).join('\n')],
    ['euc-jp', tables[3]?.slice(1).join('\n')],
    ['windows-1251', tables[4]?.[1]],
    ['koi8-r', tables[4]?.[1]],
    ['ibm866', tables[4]?.[1]],
  ] as const) {
    const found = await read(encode((text ?? '').repeat(3), encoding))
    t.match(found, { encoding: encoding === 'gbk' ? /^gb/ : encoding }, `${encoding} is reported`)
  }
})

t.test('text of any length is decoded correctly or refused', async (t) => {
  let refused = 0
  for (const [labels, ...lines] of tables) {
    const text = lines.join('\n')
    const lengths = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64]
    for (const label of labels.split(' ')) {
      for (const length of lengths) {
        const part = [...text].slice(0, length).join('')
        const found = await read(encode(part, label))
        if (found === 'unsupported') refused += 1
        else t.match(found, { text: part }, `${label}: ${part}`)
      }
    }
  }
  t.ok(refused > 20, 'text that is too short is refused')
})

t.test('large files, and files with late non-ASCII characters, are decoded', async (t) => {
  const [, head = '', ...rows] = tables[4] ?? []
  const late = `${'1234567,plain,text\n'.repeat(300_000)}${[head, ...rows].join('\n')}`
  t.match(await read(encode(late, 'windows-1251')), { text: late, encoding: 'windows-1251' })
  const oneLine = `${rows.join(' ')} `.repeat(20_000)
  t.match(await read(encode(oneLine, 'koi8-r')), { text: oneLine })
})

t.test('UTF-16 without a byte order mark is recognised by its ASCII characters', async (t) => {
  for (const [, ...lines] of tables) {
    const text = lines.join('\n')
    const little = Buffer.from(text, 'utf16le')
    t.strictSame(await read(little), { text, encoding: 'utf-16le' })
    t.strictSame(await read(Buffer.from(little).swap16()), { text, encoding: 'utf-16be' })
  }
  for (const text of ['Привет', 'Паровая', 'مرحبا', 'Да']) {
    t.equal(await read(Buffer.from(text, 'utf16le')), 'unsupported', text)
    t.equal(await read(Buffer.from(text, 'utf16le').swap16()), 'unsupported', text)
  }
})

t.test('seven-bit encodings are not decoded as ASCII', async (t) => {
  const ascii = (text: string) => Buffer.from(text, 'latin1')
  const japanese = ascii('\u001b$B%F%9%H\u001b(B,1')
  t.strictSame(await read(japanese), { text: 'テスト,1', encoding: 'iso-2022-jp' })
  t.strictSame(await read(japanese, 'text/csv; charset=iso-2022-jp'), {
    text: 'テスト,1',
    encoding: 'iso-2022-jp',
  })
  t.equal(await read(ascii('\u001b$)C\u000eGQ19\u000f')), 'unsupported', 'ISO-2022-KR')
  for (const label of ['iso-2022-kr', 'hz-gb-2312', 'utf-7', 'UTF7', 'iso-2022-cn'])
    t.equal(await read(ascii('~{<:Ky2;S{~}'), `text/plain; charset=${label}`), 'unsupported', label)
  t.strictSame(await read(ascii('\u001b[31mred')), { text: '\u001b[31mred', encoding: 'utf-8' })
})

t.test('truncated UTF-8 loses half a character, and damaged UTF-8 is refused', async (t) => {
  const text = 'Größe ähnlich übel, schöne Grüße aus Łódź 🙂'
  const bytes = Buffer.from(text)
  for (const missing of [1, 2, 3])
    t.strictSame(await read(bytes.subarray(0, -missing)), { text: text.slice(0, -2), encoding: 'utf-8' })
  for (const defect of [[0xe4], [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80]]) {
    const damaged = Buffer.concat([bytes, Buffer.from(defect), bytes])
    t.equal(await read(damaged), 'unsupported', `${defect}`)
  }
})

t.test('a declared charset is used unless the bytes are clearly in another one', async (t) => {
  const russian = (tables[4]?.slice(1).join('\n') ?? '').repeat(3)
  for (const [label, text] of [
    ['koi8-r', 'Да'],
    ['gbk', '你好'],
    ['shift_jis', 'ﾃｽﾄ'],
    ['iso-8859-2', 'Łódź'],
    ['windows-1252', 'é'],
    ['windows-1257', 'Šiauliai'],
  ] as const)
    t.match(await read(encode(text, label), `text/csv; charset=${label}`), { text, encoding: label })
  for (const declared of [
    'iso-8859-1',
    'windows-1251',
    'windows-1252',
    'utf-8',
    'shift_jis',
    'nonsense',
    'gbk',
  ])
    t.match(
      await read(encode(russian, 'koi8-r'), `text/csv; charset=${declared}`),
      { text: russian },
      declared,
    )
  for (const declared of [
    'iso-8859-1',
    'windows-1251',
    'koi8-r',
    'utf-16',
    'utf-16be',
    'shift_jis',
    'utf-7x',
  ]) {
    const text = 'naïve Größe „Привет“ 中文'
    t.strictSame(
      await read(Buffer.from(text), `text/plain; charset=${declared}`),
      { text, encoding: 'utf-8' },
      `UTF-8 declared as ${declared}`,
    )
    t.match(await read(Buffer.from('plain'), `text/plain; charset=${declared}`), { text: 'plain' }, declared)
  }
})
