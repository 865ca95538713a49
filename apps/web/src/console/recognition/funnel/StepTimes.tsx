import type { Column } from '../../../shared/ui/columns';
import { DataTable } from '../../../shared/ui/DataTable';
import { Unknown } from '../../../shared/ui/Unknown';
import { holderWords } from '../recognition-words';
import type { StepTime } from './funnel.queries';

const days = (value: number | null) => (value === null ? <Unknown /> : value);

const columns: Column<StepTime>[] = [
  { key: 'state', title: '环节', lead: true, render: ({ stateLabel }) => stateLabel },
  { key: 'holder', title: '在谁手里', render: ({ holder }) => holderWords[holder] },
  { key: 'allowed', title: '规定', number: true, render: ({ allowed }) => allowed ?? '没有规定' },
  { key: 'finished', title: '走完的次数', number: true, render: ({ finished }) => finished },
  { key: 'median', title: '中位数', number: true, render: ({ median }) => days(median) },
  { key: 'ninety', title: '九成以内', number: true, render: ({ ninety }) => days(ninety) },
  { key: 'waiting', title: '现在停着', number: true, render: ({ waiting }) => `${waiting} 件` },
  {
    key: 'longest',
    title: '最久',
    number: true,
    render: ({ waiting, longest }) => (waiting === 0 ? '没有停着的' : days(longest)),
  },
  { key: 'slow', title: '现在慢', render: ({ isSlow }) => (isSlow ? <b className="funnel__slow">▲ 慢</b> : '不慢') },
];

/** How long each step takes, and which is slow now. */
export function StepTimes({ times }: { times: readonly StepTime[] }) {
  const slow = times.filter(({ isSlow }) => isSlow);
  return (
    <section className="panel stacked" aria-labelledby="step-times">
      <h2 id="step-times">每个环节用几个工作日</h2>
      {times.length === 0 ? (
        <p className="quiet">所选条件下还没有提交过的申报。</p>
      ) : (
        <>
          <p>
            {slow.length === 0
              ? '现在没有哪个环节比规定的或平时的慢。'
              : `现在慢的：${slow.map(({ stateLabel }) => stateLabel).join('、')}。`}
          </p>
          <DataTable
            caption="每个环节用几个工作日"
            rows={[...times]}
            rowKey={({ procedure, state }) => `${procedure} ${state}`}
            columns={columns}
            cards
          />
          <p className="quiet">
            按提交过的申报的办理记录算，进入环节的当天不计，离开的当天计入；再次进入另算一次，后来撤回、未通过的申报走完的环节也算。没有走完过的写未知。慢：现在停着的件，停留天数的中位数超过规定；没有规定的，超过走完的中位数。
          </p>
        </>
      )}
    </section>
  );
}
