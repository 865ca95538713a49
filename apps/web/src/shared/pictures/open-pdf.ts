import {
  getDocument,
  GlobalWorkerOptions,
  InvalidPDFException,
  PDFDataRangeTransport,
  type PDFDocumentProxy,
} from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Bytes fetched at a time: to find its pages the reader looks at each of them for a moment, so these are small. */
const piece = 64 * 1024;

/** A file that can't be shown, in words. */
export class NotShown extends Error {}

async function fetchPart(address: string, begin: number, end: number): Promise<{ bytes: Uint8Array; size: number }> {
  const answer = await fetch(address, { headers: { Range: `bytes=${begin}-${end - 1}` } });
  if (!answer.ok) throw new NotShown('文件读不出来：可能已被移走，或您看不到它。请刷新后再试。');
  const whole = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1];
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { bytes, size: whole === undefined ? bytes.length : Number(whole) };
}

/** Hands the reader the parts it asks for, and remembers what went wrong. */
class Parts extends PDFDataRangeTransport {
  constructor(
    private readonly address: string,
    size: number,
    first: Uint8Array,
    private readonly failed: (error: unknown) => void,
  ) {
    super(size, first);
  }

  override requestDataRange(begin: number, end: number): void {
    fetchPart(this.address, begin, end).then(
      ({ bytes }) => this.onDataRange(begin, bytes),
      (error: unknown) => this.failed(error),
    );
  }
}

/** An opened file. */
export interface OpenedPdf {
  document: PDFDocumentProxy;
  /** Bytes. */
  size: number;
  close: () => void;
}

/**
 * Opens a PDF by its parts: what is not looked at is not fetched.
 * @param failed told of a part that didn't come later on.
 * @throws NotShown in words where it is broken, locked or no PDF.
 */
export async function openPdf(address: string, failed: (error: unknown) => void): Promise<OpenedPdf> {
  const { bytes, size } = await fetchPart(address, 0, piece);
  let lost: (error: unknown) => void = failed;
  const broken = new Promise<never>((_, fail) => (lost = fail));
  const range = bytes.length < size ? new Parts(address, size, bytes, (error) => lost(error)) : null;
  const task = getDocument({
    ...(range ? { range } : { data: bytes }),
    ...{ rangeChunkSize: piece, disableAutoFetch: true, disableStream: true },
    // the policy of the pages allows neither compiled code nor text made into code
    ...{ isEvalSupported: false, useWasm: false, useWorkerFetch: false, enableXfa: false },
    ...{
      cMapUrl: `${PDF_PARTS}/cmaps/`,
      standardFontDataUrl: `${PDF_PARTS}/standard_fonts/`,
      wasmUrl: `${PDF_PARTS}/wasm/`,
    },
  });
  try {
    const document = await Promise.race([task.promise, broken]);
    lost = failed;
    return { document, size, close: () => void task.destroy() };
  } catch (error) {
    void task.destroy();
    throw wordsOf(error);
  }
}

/** Why it isn't shown, and what to do. */
export function wordsOf(error: unknown): Error {
  if (error instanceof NotShown) return error;
  if ((error as { name?: unknown }).name === 'PasswordException')
    return new NotShown('文件加了密码，这里看不了。请下载后用密码打开，或请企业另交没有密码的。');
  if (error instanceof InvalidPDFException)
    return new NotShown('文件已损坏或不完整，打不开。请下载核对，或退回请企业重交。');
  return new NotShown('文件显示不出来。请下载后用别的程序打开。');
}
