import { useState } from 'react';
import './picture-preview.css';

interface PicturePreviewProps {
  /** Where the content is. */
  address: string;
  fileName: string;
}

/** A picture of what somebody brought, upright, once it is asked for; nothing of other files. */
export function PicturePreview({ address, fileName }: PicturePreviewProps) {
  const [opened, setOpened] = useState(false);
  if (!/\.(jpe?g|png)$/i.test(fileName)) return null;
  return (
    <details className="picture no-print" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>看图</summary>
      {/* asked for when it is opened: each reading stands in the trail */}
      {opened && <img src={address} alt={fileName} />}
    </details>
  );
}
