/**
 * A PDF of scanned pages, each a grey picture of its own with the number of the page written across it as stripes:
 * `pages` of about `kilobytes` each, as a scanner without compression makes them.
 */
export function scanFile(pages: number, kilobytes: number): Buffer {
  const width = 600;
  const height = Math.floor((kilobytes * 1024) / width);
  const parts: Buffer[] = [];
  const places: number[] = [];
  let length = 0;
  const add = (text: string | Buffer) => {
    const part = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    parts.push(part);
    length += part.length;
  };
  const object = (id: number, head: string, stream?: Buffer) => {
    places[id] = length;
    add(`${id} 0 obj\n${head}\n`);
    if (stream) {
      add('stream\n');
      add(stream);
      add('\nendstream\n');
    }
    add('endobj\n');
  };
  add('%PDF-1.7\n');
  const pageId = (page: number) => 3 + page * 3;
  object(1, '<< /Type /Catalog /Pages 2 0 R >>');
  const kids = Array.from({ length: pages }, (_, page) => `${pageId(page)} 0 R`).join(' ');
  object(2, `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`);
  for (let page = 0; page < pages; page++) {
    const id = pageId(page);
    object(
      id,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${id + 1} 0 R /Resources << /XObject << /I ${id + 2} 0 R >> >> >>`,
    );
    const draw = Buffer.from('q 595 0 0 842 0 0 cm /I Do Q');
    object(id + 1, `<< /Length ${draw.length} >>`, draw);
    const picture = Buffer.alloc(width * height, 240);
    for (let line = 0; line <= page; line++) picture.fill(20, width * (20 + line * 12), width * (26 + line * 12));
    object(
      id + 2,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${picture.length} >>`,
      picture,
    );
  }
  const start = length;
  const rows = places.slice(1).map((at) => `${String(at).padStart(10, '0')} 00000 n \n`);
  add(`xref\n0 ${places.length}\n0000000000 65535 f \n${rows.join('')}`);
  add(`trailer << /Size ${places.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
