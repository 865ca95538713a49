import { Button } from 'antd';
import { useDistrict } from '../../shared/district/district';
import { formatInstant } from '../../shared/format/times';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type Delivery, usePostLetters } from './letters.queries';

/** The chosen letters as they are printed, each on a sheet of its own; then that they were posted. */
export function Letters({ letters, done }: { letters: readonly Delivery[]; done: () => void }) {
  const posting = usePostLetters();
  const district = useDistrict();
  if (letters.length === 0) return <p className="quiet no-print">选定要打印的信函，下面会出现每一封的样子。</p>;
  const without = letters.filter(({ address }) => address === null).length;
  return (
    <>
      <section className="panel stacked no-print" aria-labelledby="print-letters">
        <h2 id="print-letters">打印 {letters.length} 封</h2>
        {without > 0 && <p>其中 {without} 封的企业没有登记地址，请先补上，或打印后另行送达。</p>}
        <div className="acts">
          <Button type="primary" onClick={() => window.print()}>
            打印（A4，每封一页）
          </Button>
          <Button
            loading={posting.isPending}
            onClick={() =>
              posting.mutate(
                letters.map(({ id }) => id),
                { onSuccess: done },
              )
            }
          >
            已打印寄出，记入发件
          </Button>
        </div>
        {posting.error && <ProblemView error={posting.error} />}
      </section>
      {letters.map(({ id, address, enterpriseName, creditCode, subject, body, createdAt }) => (
        <article key={id} className="panel letter-sheet" aria-label={`${enterpriseName} ${subject}`}>
          <p>{address ?? '（登记簿里没有地址）'}</p>
          <p>{enterpriseName}（收）</p>
          <h2>{subject}</h2>
          <p>{enterpriseName}：</p>
          <p className="letter-sheet__body">{body}</p>
          <p className="letter-sheet__from">
            {district?.bureau ?? '本局'}
            <br />
            {formatInstant(createdAt).slice(0, 10)}
          </p>
          <p className="letter-sheet__foot">
            统一社会信用代码 {creditCode} · 编号 {id}
          </p>
        </article>
      ))}
    </>
  );
}
