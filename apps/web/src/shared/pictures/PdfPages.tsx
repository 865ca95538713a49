import { Button, InputNumber } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Field } from '../ui/Field';
import { type OpenedPdf, openPdf, wordsOf } from './open-pdf';

interface PdfPagesProps {
  address: string;
  fileName: string;
}

/** Widths of a page as a part of the room it has. */
const widths = [1, 1.5, 2, 3] as const;

/** A PDF page by page: only what is looked at is fetched. */
export function PdfPages({ address, fileName }: PdfPagesProps) {
  const [pdf, setPdf] = useState<OpenedPdf>();
  const [problem, setProblem] = useState<string>();
  const [page, setPage] = useState(1);
  const [wide, setWide] = useState(0);
  const failed = useCallback((error: unknown) => setProblem(wordsOf(error).message), []);
  useEffect(() => {
    let opened: OpenedPdf | null = null;
    let isGone = false;
    openPdf(address, failed).then((one) => {
      opened = one;
      if (isGone) one.close();
      else setPdf(one);
    }, failed);
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [address, failed]);
  if (problem !== undefined)
    return (
      <p role="alert">
        {problem}{' '}
        <a href={address} download={fileName}>
          下载{fileName}
        </a>
      </p>
    );
  if (!pdf) return <p role="status">正在打开{fileName}</p>;
  const last = pdf.document.numPages;
  const go = (to: number) => setPage(Math.min(Math.max(1, to), last));
  return (
    <>
      <div className="pdf__acts">
        <Button disabled={page === 1} onClick={() => go(page - 1)}>
          上一页
        </Button>
        <Field label={`第几页（共 ${last} 页）`}>
          {(control) => (
            <InputNumber
              {...control}
              value={page}
              min={1}
              max={last}
              precision={0}
              onChange={(to) => to !== null && go(to)}
            />
          )}
        </Field>
        <Button disabled={page === last} onClick={() => go(page + 1)}>
          下一页
        </Button>
        <Button disabled={wide === widths.length - 1} onClick={() => setWide(wide + 1)}>
          放大
        </Button>
        <Button disabled={wide === 0} onClick={() => setWide(wide - 1)}>
          缩小
        </Button>
      </div>
      <PdfPage pdf={pdf} page={page} wide={widths[wide] ?? 1} name={fileName} onFailed={failed} />
    </>
  );
}

interface PdfPageProps {
  pdf: OpenedPdf;
  page: number;
  wide: number;
  name: string;
  onFailed: (error: unknown) => void;
}

/** One page, as sharp as the screen is. */
function PdfPage({ pdf, page, wide, name, onFailed }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let drawing: { cancel: () => void } | null = null;
    let isGone = false;
    setDrawn(false);
    const draw = async () => {
      const shown = await pdf.document.getPage(page);
      if (isGone) return;
      const room = (target.parentElement?.clientWidth ?? 600) * wide;
      const scale = (room / shown.getViewport({ scale: 1 }).width) * Math.min(window.devicePixelRatio || 1, 2);
      const viewport = shown.getViewport({ scale });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      target.style.width = `${wide * 100}%`;
      const task = shown.render({ canvas: target, viewport });
      drawing = task;
      await task.promise;
      setDrawn(true);
    };
    draw().catch((error: unknown) => {
      if (!isGone) onFailed(error);
    });
    return () => {
      isGone = true;
      drawing?.cancel();
    };
  }, [pdf, page, wide, onFailed]);
  return (
    // scrolled by keys too, where it is wider than its room
    <div className="pdf__page" role="region" tabIndex={0} aria-label={`${name} 第 ${page} 页`} aria-busy={!isDrawn}>
      <canvas ref={canvas} role="img" aria-label={`${name} 第 ${page} 页`} />
    </div>
  );
}
