import excel from 'exceljs'

/** The bytes of a workbook that `fill` makes. */
export async function workbook(fill: (book: excel.Workbook) => void): Promise<Uint8Array> {
  const book = new excel.Workbook()
  fill(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** The bytes of a workbook with one sheet of these rows. */
export async function sheet(rows: readonly (readonly excel.CellValue[])[]): Promise<Uint8Array> {
  return await workbook((book) => {
    const made = book.addWorksheet('留言')
    for (const row of rows) made.addRow([...row])
  })
}
