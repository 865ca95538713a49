import { Button } from 'antd';
import { useRef, useState } from 'react';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { useAddEvidence } from '../../enterprises/figures/figures.queries';

export interface Photo {
  id: string;
  name: string;
}

interface VisitPhotosProps {
  enterpriseId: string;
  photos: readonly Photo[];
  change: (photos: readonly Photo[]) => void;
  /** Told while photos are on their way. */
  busy: (on: boolean) => void;
}

/** Photos taken on the spot: uploaded one after the other as evidence of the enterprise. */
export function VisitPhotos({ enterpriseId, photos, change, busy }: VisitPhotosProps) {
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(0);
  const add = useAddEvidence(enterpriseId);
  const upload = async (files: readonly File[]) => {
    busy(true);
    const added = [...photos];
    try {
      for (const [i, file] of files.entries()) {
        setLeft(files.length - i);
        const given = { file, kind: 'other' as const, document: '实地检查', year: undefined };
        const { id, fileName: name } = await add.mutateAsync(given);
        added.push({ id, name });
        change([...added]);
      }
    } catch {
      // said below; what went through stays
    } finally {
      setLeft(0);
      busy(false);
    }
  };
  return (
    <div className="stacked">
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label="照片和材料"
        accept="image/png,image/jpeg,.pdf"
        onChange={({ target }) => {
          void upload([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <Button className="visit-form__photo" loading={left > 0} onClick={() => input.current?.click()}>
        {left > 0 ? `正在上传，还有 ${left} 个` : '拍照或选照片'}
      </Button>
      {photos.length > 0 && (
        <ul className="plain-list visit-form__photos">
          {photos.map((photo) => (
            <li key={photo.id}>
              {photo.name}
              <Button
                size="small"
                aria-label={`不附${photo.name}`}
                onClick={() => change(photos.filter(({ id }) => id !== photo.id))}
              >
                不附
              </Button>
            </li>
          ))}
        </ul>
      )}
      {add.error && <ProblemView error={add.error} />}
    </div>
  );
}
