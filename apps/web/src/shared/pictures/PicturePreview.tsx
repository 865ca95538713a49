import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import './picture-preview.css';

interface PicturePreviewProps {
  /** Where the content is. */
  address: string;
  fileName: string;
}

const PdfPages = lazy(() => import('./PdfPages').then((part) => ({ default: part.PdfPages })));

/** What somebody brought, looked at without keeping it: a picture upright, a PDF page by page; nothing of other files. */
export function PicturePreview({ address, fileName }: PicturePreviewProps) {
  const [opened, setOpened] = useState(false);
  const isPdf = /\.pdf$/i.test(fileName);
  if (!isPdf && !/\.(jpe?g|png)$/i.test(fileName)) return null;
  return (
    <details className="picture no-print" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{isPdf ? '看文件' : '看图'}</summary>
      {/* asked for when it is opened: each reading stands in the trail */}
      {opened &&
        (isPdf ? (
          <Suspense fallback={<p role="status">正在打开{fileName}</p>}>
            <PdfPages address={address} fileName={fileName} />
          </Suspense>
        ) : (
          <Picture address={address} fileName={fileName} />
        ))}
    </details>
  );
}

/** From here on a picture is fetched only on a second word. */
const largeBytes = 8 * 1024 * 1024;

/** A picture; of a large one first how large it is. */
function Picture({ address, fileName }: PicturePreviewProps) {
  const [size, setSize] = useState<number | null>(null);
  const [wanted, setWanted] = useState(false);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    fetch(address, { headers: { Range: 'bytes=0-0' } }).then(
      (answer) => {
        if (!answer.ok) setBroken(true);
        setSize(Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? 0));
      },
      () => setBroken(true),
    );
  }, [address]);
  if (broken)
    return (
      <p role="alert">
        图片显示不出来，文件可能已损坏。{' '}
        <a href={address} download={fileName}>
          下载{fileName}
        </a>
      </p>
    );
  if (size === null) return <p role="status">正在打开{fileName}</p>;
  if (size > largeBytes && !wanted)
    return (
      <p>
        原图 {(size / 1024 / 1024).toFixed(1)} MB，打开要等一会儿。{' '}
        <Button onClick={() => setWanted(true)}>打开原图</Button>
      </p>
    );
  return <img src={address} alt={fileName} onError={() => setBroken(true)} />;
}
