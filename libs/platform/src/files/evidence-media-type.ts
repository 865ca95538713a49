import fs from 'node:fs/promises';

/** Kinds of files that are taken as evidence, by how their content begins; a name can say anything. */
const beginnings: { bytes: number[]; mediaType: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], mediaType: 'application/pdf' },
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], mediaType: 'image/png' },
  { bytes: [0xff, 0xd8, 0xff], mediaType: 'image/jpeg' },
  // DOCX, XLSX, OFD and plain archives
  { bytes: [0x50, 0x4b, 0x03, 0x04], mediaType: 'application/zip' },
  // DOC, XLS, WPS
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], mediaType: 'application/x-ole-storage' },
];

/** The media type by content, or null for a file that is no kind of evidence. */
export async function evidenceMediaType(file: string): Promise<string | null> {
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const found = beginnings.find(
      ({ bytes }) => bytes.length <= bytesRead && bytes.every((byte, i) => buffer[i] === byte),
    );
    return found?.mediaType ?? null;
  } finally {
    await handle.close();
  }
}
