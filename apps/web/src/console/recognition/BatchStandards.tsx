import { Radio } from 'antd';
import { DifferenceList } from '../standards/DifferenceList';
import { ProblemView } from '../../shared/ui/ProblemView';
import { purposeWords } from '../words';
import type { DraftProps } from './batch-draft-props';
import { Confirm } from './Confirm';
import { type Proposals, useProposals } from './recognition.queries';

/**
 * Which standard each purpose goes by: what the standards themselves say is shown with its reason, and nothing is taken
 * until the officer ticks it. Where the two differ, the difference is shown first.
 */
export function BatchStandards({ draft, set, fixed }: DraftProps) {
  const { title, opensOn: date, application, renewal } = draft;
  const asked = useProposals({ title, date, application: application.confirmed, renewal: renewal.confirmed });
  if (title === '' || date === '')
    return (
      <p className="wide quiet">选好称号、写好窗口从哪天之后，这里列出新申报和复核各该用哪个标准，由您逐个确认。</p>
    );
  if (asked.error)
    return (
      <div className="wide">
        <ProblemView error={asked.error} />
      </div>
    );
  if (!asked.data) return <p className="wide quiet">正在查找适用的标准…</p>;
  const { regionName, purposes, differences } = asked.data;
  return (
    <fieldset className="wide batch-standards" disabled={fixed}>
      <legend>
        适用的标准（{regionName}，{date}）
      </legend>
      {fixed && <p className="quiet">批次已经公布，标准固定，不能再改。</p>}
      {purposes.map((proposal) => (
        <PurposeStandard key={proposal.purpose} proposal={proposal} draft={draft} set={set} fixed={fixed} />
      ))}
      {differences !== null && application.open && renewal.open && (
        <details className="batch-standards__differences" open={differences.length > 0}>
          <summary>
            {differences.length === 0
              ? '新申报和复核用的是同样的条款'
              : `新申报和复核的标准有 ${differences.length} 处不同（左边新申报，右边复核）`}
          </summary>
          <DifferenceList differences={differences} />
        </details>
      )}
    </fieldset>
  );
}

function PurposeStandard({ proposal, draft, set, fixed }: DraftProps & { proposal: Proposals['purposes'][number] }) {
  const { purpose, explanation, options, releaseId, provisional } = proposal;
  const { open, confirmed } = draft[purpose];
  return (
    <section className="batch-standards__purpose">
      <Confirm
        checked={open}
        disabled={fixed}
        onChange={(on) => set({ [purpose]: { open: on, confirmed: undefined } })}
      >
        开放{purposeWords[purpose]}
      </Confirm>
      {open && (
        <>
          <p className="quiet">
            {explanation}
            {provisional && '（已过标准的复审日，暂按原标准）'}
          </p>
          {options.length === 0 && <p className="recognition__warning">在用的标准里没有这个称号的，不能开放。</p>}
          <Radio.Group
            className="batch-standards__options"
            aria-label={`${purposeWords[purpose]}适用的标准`}
            value={confirmed}
            disabled={fixed}
            onChange={({ target }) => set({ [purpose]: { open, confirmed: target.value as string } })}
            options={options.map(({ releaseId: value, name, version, reason, fits }) => ({
              value,
              label: (
                <>
                  {name} 第 {version} 版{value === releaseId && <strong>（建议）</strong>}
                  <small className="quiet"> {fits ? reason : `不适用：${reason}`}</small>
                </>
              ),
            }))}
          />
          {confirmed === undefined && <p className="recognition__warning">请选定并确认：不选，系统不替您决定。</p>}
        </>
      )}
    </section>
  );
}
