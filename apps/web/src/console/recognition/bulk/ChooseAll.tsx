import { Button } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/amounts';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { type Queued, type QueueFilter, readQueue } from '../recognition.queries';

/** More than these are narrowed down first: somebody must still be able to read what becomes of each. */
const most = 1000;

interface ChooseAllProps {
  filter: QueueFilter;
  count: { value: number; exact: boolean };
  chosen: number;
  choose: (rows: readonly Queued[]) => void;
}

/** Ticks every case of the list, on whatever page it stands, each on the version that is read now. */
export function ChooseAll({ filter, count, chosen, choose }: ChooseAllProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!count.exact || count.value > most || count.value <= chosen) return null;
  const read = async () => {
    setBusy(true);
    setError(undefined);
    try {
      choose(await readQueue(filter, most));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void read()}>
        选定这个条件下的全部 {formatCount(count.value)} 件
      </Button>
      {error !== undefined && <ProblemView error={error} />}
    </>
  );
}
